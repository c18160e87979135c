/* Small behaviour of every page; each page works without it. The search has its own file. */
"use strict";

const root = new URL("..", document.currentScript.src);
const page = document.documentElement;

/* Colours: as the device has them, light, dark. The choice stands before the first paint by the
   short script in the head. */
const COLOURS = ["", "terang", "gelap"];
const COLOUR_NAMES = { "": "mengikuti perangkat", terang: "terang", gelap: "gelap" };
for (const button of document.querySelectorAll("[data-warna-pilih]")) {
  const name = button.querySelector("span");
  const next = () => COLOURS[(COLOURS.indexOf(page.dataset.warna ?? "") + 1) % COLOURS.length];
  const say = () => {
    name.textContent = `Warna ${COLOUR_NAMES[page.dataset.warna ?? ""]}; ganti ke ${COLOUR_NAMES[next()]}`;
    button.title = name.textContent;
  };
  button.addEventListener("click", () => {
    const chosen = next();
    if (chosen) page.dataset.warna = chosen;
    else delete page.dataset.warna;
    try {
      if (chosen) localStorage.setItem("ksd-warna", chosen);
      else localStorage.removeItem("ksd-warna");
    } catch { /* storage is forbidden: the choice holds for this page */ }
    say();
  });
  say();
}

/* The menu is a disclosure that works by itself; Esc closes it too. */
for (const menu of document.querySelectorAll("details.ksd-menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

const search = document.getElementById("cari");
if (search) import(new URL("assets/cari.js", root).href).then((m) => m.start(search));
