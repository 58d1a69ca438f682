/* Makes the forms of the examination quick by keyboard. Without it they are the same forms. */
(() => {
  "use strict";
  const form = document.getElementById("exam-form");
  if (!form) return;
  document.querySelectorAll(".only-js").forEach((one) => { one.hidden = false; });
  document.querySelectorAll(".no-js").forEach((one) => { one.hidden = true; });

  const fields = () => [...form.querySelectorAll(".field")].filter((one) => !one.hidden);
  const told = (input) => input.dispatchEvent(new Event("input", { bubbles: true })) &&
    input.dispatchEvent(new Event("change", { bubbles: true }));
  const answers = (field) => [...field.querySelectorAll('input[name^="a."]')];
  const reasons = (field) => [...field.querySelectorAll('input[name^="why."]')];

  function goOn(field) {
    const all = fields();
    const next = all[all.indexOf(field) + 1];
    if (!next) { document.getElementById("keep").focus(); return; }
    const inputs = answers(next);
    (inputs.find((one) => one.checked) || inputs[0]).focus();
  }

  /* An answer takes the reason away, and a reason the answer; "not asked" takes both. */
  form.addEventListener("change", (event) => {
    const field = event.target.closest(".field");
    if (!field) return;
    if (event.target.name.startsWith("why.")) {
      answers(field).forEach((one) => {
        if (one.type === "radio") one.checked = false; else one.value = "";
      });
    } else if (event.target.value) {
      reasons(field).forEach((one) => { one.checked = false; });
    }
    gates();
  });

  /* What another answer closes is not shown. */
  function gates() {
    form.querySelectorAll(".field[data-gate]").forEach((field) => {
      const shut = field.dataset.gate.split(",").some((gate) => {
        const [name, codes] = gate.split("=");
        const chosen = form.querySelector(`input[name="${name}"]:checked`);
        return chosen && !codes.split(" ").includes(chosen.value);
      });
      field.hidden = shut;
      answers(field).forEach((one) => { one.disabled = shut; });
    });
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target.closest(".field");
    if (!field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") { event.preventDefault(); goOn(field); return; }
    if (event.target.type !== "radio") return;
    const key = event.key === "t" ? "10" : event.key;
    const inputs = answers(field);
    const chosen = inputs.find((one) => one.value === key) ||
      (inputs.some((one) => /^\d/.test(one.value)) ? null : inputs[Number(key) - 1]) ||
      (key.length === 1 ? inputs.find((one) => one.value[0] === key) : null);
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    told(chosen);
    goOn(field);
  });

  /* The stopwatch: to a tenth of a second, into the first trial that is empty. */
  const watch = document.getElementById("watch");
  if (watch) {
    const go = document.getElementById("go");
    const number = watch.firstChild;
    let began = 0, tick = 0, last = null;
    const shown = () => ((performance.now() - began) / 1000).toFixed(1);
    const trials = () => fields().filter((one) => "timed" in one.dataset).flatMap(answers);
    const flip = () => {
      if (tick) {
        const took = shown();
        clearInterval(tick); tick = 0; number.nodeValue = took;
        const focused = trials().find((one) => one === document.activeElement && !one.value);
        last = focused || trials().find((one) => !one.value);
        if (last) { last.value = took; told(last); }
      } else {
        began = performance.now();
        tick = setInterval(() => { number.nodeValue = shown(); }, 100);
      }
      go.querySelector("span").textContent = tick ? go.dataset.stop : go.dataset.start;
      go.querySelector("use").setAttribute("href",
        go.querySelector("use").getAttribute("href").replace(/#.*/, tick ? "#pause" : "#play"));
    };
    go.addEventListener("click", flip);
    document.getElementById("undo").addEventListener("click", () => {
      if (last) { last.value = ""; told(last); last = null; }
      number.nodeValue = "0.0";
    });
    document.addEventListener("keydown", (event) => {
      const here = event.target;
      const typing = here.matches("button, a, summary, input[type=radio], input[type=search], input:not(.figure)");
      if (event.key !== " " || typing) return;
      event.preventDefault();
      flip();
    });
  }

  gates();
  const first = fields()[0];
  if (first && !document.querySelector(".note[role=alert]:not([hidden])")) answers(first)[0].focus({ preventScroll: true });
})();
