// Passkeys: asks the browser for one and sends its answer with the form that stands around it.
// A form marked data-passkey is hidden until the browser can do this: without it nothing is missed.
(() => {
  const web = window.webauthnJSON;
  if (!web || !web.supported()) return;
  const options = async (form) => {
    if (form.dataset.options) {
      const ask = { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } };
      const told = await (await fetch(form.dataset.options, ask)).json();
      return told.request_options;
    }
    const told = JSON.parse(document.getElementById("passkey-options").textContent);
    return told.creation_options || told.request_options;
  };
  const answer = async (form) => {
    const wanted = await options(form);
    if (form.dataset.passkey !== "add") return web.get(wanted);
    const whole = form.elements.namedItem("passwordless");
    if (whole && whole.checked) {
      wanted.publicKey.authenticatorSelection.userVerification = "required";
      wanted.publicKey.authenticatorSelection.residentKey = "required";
      wanted.publicKey.authenticatorSelection.requireResidentKey = true;
    }
    return web.create(wanted);
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      const field = form.elements.namedItem("credential");
      if (field.value) return;
      event.preventDefault();
      const problem = form.querySelector("[role=alert]");
      try {
        field.value = JSON.stringify(await answer(form));
        form.submit();
      } catch {
        problem.hidden = false;
        form.querySelector("button").focus();
      }
    });
  }
})();
