/* Small behaviour of every page. The search has its own file, loaded where it is used. */
"use strict";

/* The theme opens its menu with a label, which a keyboard cannot press: a button does it here. */
for (const button of document.querySelectorAll("button[data-menu]")) {
  const menu = document.getElementById(button.dataset.menu);
  menu.addEventListener("change", () => button.setAttribute("aria-expanded", menu.checked));
  button.addEventListener("click", () => menu.click());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.checked) {
      menu.click();
      button.focus();
    }
  });
}

const search = document.getElementById("cari");
if (search) {
  import(new URL("assets/cari.js", new URL(search.dataset.root, location.href)).href).then((m) => m.start(search));
}
