// What htmx sends carries the token of its page, as every form does.
document.addEventListener("htmx:configRequest", function (event) {
  "use strict";
  event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name='csrf-token']").content;
});
