/* Small behaviour of every page. The search has its own file, loaded where it is used. */
"use strict";

/* The theme opens its menu with a label, which a keyboard cannot press. */
for (const label of document.querySelectorAll("label[role=button][for]")) {
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
}


const search = document.getElementById("cari");
if (search) {
  import(new URL("assets/cari.js", new URL(search.dataset.root, location.href)).href).then((m) => m.start(search));
}
