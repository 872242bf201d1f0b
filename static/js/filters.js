// Filters that are left empty stay out of the address, so that a view can be sent.
document.addEventListener("formdata", function (event) {
  "use strict";
  if (event.target.id !== "filters") { return; }
  const sent = event.formData;
  new Set(sent.keys()).forEach(function (name) {
    if (sent.getAll(name).every(function (value) { return value === ""; })) { sent.delete(name); }
  });
});
