// Buttons that print their page; they stay hidden where nothing would come of a press.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
