// Ticking one means those ticked, and says how many they are; "all on this page" ticks them all, so that one can be taken
// out again. Ticks go along to the next page, another order or view, and where the map is moved to: their numbers stand
// in the address, joined by points.
(function () {
  "use strict";

  const WAYS = "a[rel=next], a[rel=first], #views a, .st-sorting a, thead a";

  function boxes() { return Array.from(document.querySelectorAll("input[name='listing'][form='choice']")); }

  function ticked() {
    const elsewhere = document.querySelector("#choice input[name='listing']");
    const here = boxes().filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    return (elsewhere ? elsewhere.value.split(".") : []).concat(here);
  }

  function tell(form) {
    const count = ticked().length;
    form.querySelector("output").textContent = count ? "(" + count + ")" : "";
    form.querySelector("[data-untick]").hidden = !count;
  }

  document.addEventListener("change", function (event) {
    const form = event.target.form;
    if (!form || form.id !== "choice") { return; }
    if (event.target.name === "listing") {
      form.elements.which.value = "ticked";
    } else if (event.target.name === "which") {
      boxes().forEach(function (box) { box.checked = event.target.value !== "ticked"; });
    }
    tell(form);
  });

  document.addEventListener("click", function (event) {
    const way = event.target.closest(WAYS);
    const chosen = way ? ticked() : [];
    if (!way) { return; }
    const address = new URL(way.href);
    address.searchParams.delete("listing");
    if (chosen.length) { address.searchParams.set("listing", chosen.join(".")); }
    way.href = address;
  });

  document.addEventListener("htmx:configRequest", function (event) {
    const chosen = event.target.id === "filters" ? ticked() : [];
    if (chosen.length) { event.detail.parameters.listing = chosen.join("."); }
  });
})();
