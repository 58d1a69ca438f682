/* The session ended while a page was open: the sign-in page is not pasted into a part of it. */
(() => {
  "use strict";
  const away = document.getElementById("away");
  document.addEventListener("htmx:beforeSwap", (event) => {
    const came = new URL(event.detail.xhr.responseURL).pathname;
    if (came !== away.dataset.signIn) return;
    event.detail.shouldSwap = false;
    away.hidden = false;
  });
})();
