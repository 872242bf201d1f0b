// Ticking one means those ticked, and says how many they are; "all on this page" ticks them all, so that one can be taken
// out again.
document.addEventListener("change", function (event) {
  "use strict";
  const form = event.target.form;
  if (!form || form.id !== "choice") { return; }
  const boxes = Array.from(document.querySelectorAll("input[name='listing'][form='choice']"));
  if (event.target.name === "listing") {
    form.elements.which.value = "ticked";
  } else if (event.target.name === "which") {
    boxes.forEach(function (box) { box.checked = event.target.value !== "ticked"; });
  }
  const ticked = boxes.filter(function (box) { return box.checked; }).length;
  form.querySelector("output").textContent = ticked ? "(" + ticked + ")" : "";
});
