// The calculator, where htmx alone does not do: faults are marked at their fields as one types, and when no answer comes,
// the amounts make way for the reason.
(function () {
  "use strict";
  const form = document.getElementById("calculator");
  const result = document.getElementById("result");

  // Back and "reload" lead to the page and not to the browser's question whether to send the case again.
  if (location.href.startsWith(form.action)) {
    history.replaceState(null, "", form.action);
  }

  function fail(reason) {
    const told = document.getElementById(reason).content.cloneNode(true);
    document.getElementById("said").textContent = told.querySelector("b").textContent;
    result.replaceChildren(told);
  }

  // As after "Reckon", what is wrong stands beside its field; but not where nothing was typed yet, nor where one types.
  function markFaults() {
    const faults = new Map(Array.from(result.querySelectorAll("[data-fault]"), (link) => [link.hash.slice(1), link.dataset.fault]));
    for (const control of form.querySelectorAll(".st-field :is(input, select):not([type='file'])")) {
      if (control !== document.activeElement) {
        mark(control, control.value || control.ariaInvalid ? faults.get(control.id) : undefined);
      }
    }
  }

  function mark(control, sentence) {
    const id = control.id + "-error";
    document.getElementById(id)?.remove();
    control.closest(".st-field").classList.toggle("st-field-no", Boolean(sentence));
    control.ariaInvalid = sentence ? "true" : null;
    control.removeAttribute("aria-describedby");
    if (sentence) {
      const told = document.createElement("p");
      told.id = id;
      told.className = "st-error";
      told.append(document.getElementById("fault").content.cloneNode(true), " " + sentence);
      (control.closest(".input-group") ?? control).before(told);
      control.setAttribute("aria-describedby", id);
    }
  }

  async function renewToken() {
    const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
    const fresh = page.querySelector("meta[name='csrf-token']");
    if (fresh) {
      document.querySelector("meta[name='csrf-token']").content = fresh.content;
      document.querySelectorAll("[name='csrf_token']").forEach((field) => (field.value = fresh.content));
    }
  }

  form.addEventListener("htmx:sendError", () => fail("no-answer"));
  form.addEventListener("htmx:timeout", () => fail("no-answer"));
  form.addEventListener("htmx:beforeOnLoad", function (event) {
    const status = event.detail.xhr.status;
    if (status !== 200) {
      event.preventDefault();
      fail(status >= 500 ? "no-answer" : "signed-out");
    }
  });
  form.addEventListener("htmx:afterOnLoad", markFaults);
  // A moment later, so that nothing moves away under a pointer that is being pressed.
  form.addEventListener("focusin", () => setTimeout(markFaults, 400));
  result.addEventListener("click", function (event) {
    if (event.target.closest("[data-again]")) {
      result.parentElement.focus();
      renewToken().then(() => htmx.trigger(form, "input"), () => fail("no-answer"));
    }
  });
})();
