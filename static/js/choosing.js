// Ticking one means those ticked; "all on this page" ticks them all, so that one can be taken out again.
document.addEventListener("change", function (event) {
  "use strict";
  const form = event.target.form;
  if (!form || form.id !== "choice") { return; }
  if (event.target.name === "listing") {
    form.elements.which.value = "ticked";
  } else if (event.target.name === "which") {
    for (const box of document.querySelectorAll("input[name='listing'][form='choice']")) {
      box.checked = event.target.value !== "ticked";
    }
  }
});
