/* Small behaviour of every page; each page works without it. The search has its own file. */
"use strict";

const root = new URL("..", document.currentScript.src);
const page = document.documentElement;

/* Colours: as the device has them, light, dark. The choice stands before the first paint by the
   short script in the head. */
const COLOURS = ["", "terang", "gelap"];
for (const button of document.querySelectorAll("[data-warna-pilih]")) {
  const name = button.querySelector("span");
  const words = button.dataset.warnaKata.split("|");
  const next = () => COLOURS[(COLOURS.indexOf(page.dataset.warna ?? "") + 1) % COLOURS.length];
  const say = () => {
    name.textContent = words[COLOURS.indexOf(page.dataset.warna ?? "")];
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

/* What has passed since the states were computed; the nightly build may have stopped. */
const WORDS = {
  id: {
    passed: (day) => `Keadaan ini dihitung per ${day}; sejak itu tanggal berakhirnya sudah lewat.`,
    old: (day, count) => `Keadaan naskah di halaman ini dihitung per ${day}, ${count} hari yang lalu, dan mungkin sudah berubah.`,
    label: "Umur data",
  },
  en: {
    passed: (day) => `This state was computed as of ${day}; since then its end date has passed.`,
    old: (day, count) => `States on this page were computed as of ${day}, ${count} days ago, and may have changed.`,
    label: "Age of the data",
  },
}[page.lang === "en" ? "en" : "id"];
const OLD = 7;
const stamp = document.querySelector("time[data-per]");
if (stamp) {
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const age = Math.floor((today - Date.parse(stamp.dateTime)) / 864e5);
  const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });
  for (const state of document.querySelectorAll("[data-berakhir]")) {
    if (Date.parse(state.dataset.berakhir) < today) state.append(paragraph(WORDS.passed(stamp.textContent)));
  }
  if (age > OLD && !document.querySelector(".ksd-luring")) {
    const note = document.createElement("aside");
    note.className = "ksd-luring";
    note.setAttribute("aria-label", WORDS.label);
    note.append(paragraph(WORDS.old(stamp.textContent, age)));
    document.querySelector("main").before(note);
  }
}

const search = document.getElementById("cari");
if (search) import(new URL("assets/cari.js", root).href).then((m) => m.start(search));

/* Pages once seen can be read without a connection. */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL("sw.js", root), { updateViaCache: "none" }).catch(() => {});
  });
}
