"use strict";

// A form with data-passkey asks the browser for a passkey before it is sent, and carries the answer along.
// It stays hidden where the browser has no passkeys; what stands there instead is marked data-no-passkey.
(() => {
  const isNumber = /^[\d.]+$|:/.test(location.hostname); // passkeys belong to a name
  if (isNumber || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;

  const ask = {
    create: (options) =>
      navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
    get: (options) =>
      navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const trouble = form.querySelector("[data-trouble]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        const answer = await ask[form.dataset.passkey](JSON.parse(form.dataset.options));
        form.elements.answer.value = JSON.stringify(answer.toJSON());
        form.submit();
      } catch {
        trouble.hidden = false; // the person said no, or the device has none
      }
    });
    form.hidden = false;
  }
  for (const note of document.querySelectorAll("[data-no-passkey]")) note.hidden = true;
})();
