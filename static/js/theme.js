// "As my device": light or dark as the device says, before anything is drawn, and when it changes its mind.
(function () {
  "use strict";
  const page = document.documentElement;
  const night = window.matchMedia("(prefers-color-scheme: dark)");

  function follow() {
    page.dataset.bsTheme = night.matches ? "dark" : "light";
  }

  if (page.dataset.bsTheme === "device") {
    follow();
    night.addEventListener("change", follow);
  }
})();
