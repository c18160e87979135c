/* Buttons that copy a text of the page. Without this file, or without a clipboard, there are none. */
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-salin]")) {
    const text = document.getElementById(button.dataset.salin);
    const label = button.innerHTML;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = button.dataset.tersalin;
      } catch {
        button.textContent = button.dataset.gagal;
      }
      setTimeout(() => { button.innerHTML = label; }, 2500);
    });
  }
}
