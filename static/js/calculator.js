// The calculator, where htmx alone does not do: when no answer comes, the amounts make way for the reason.
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
  result.addEventListener("click", function (event) {
    if (event.target.closest("[data-again]")) {
      result.parentElement.focus();
      renewToken().then(() => htmx.trigger(form, "input"), () => fail("no-answer"));
    }
  });
})();
