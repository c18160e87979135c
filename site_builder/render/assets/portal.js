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
  const at = () => COLOURS.indexOf(page.dataset.warna ?? "");
  const say = () => {
    name.textContent = words[at()];
    button.title = name.textContent;
  };
  button.addEventListener("click", () => {
    const chosen = COLOURS[(at() + 1) % COLOURS.length];
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

/* Terms: the glossary's text beside the term, by pointing, focus or tap. It stays while the pointer
   is on it and goes with Esc (WCAG 2.2, 1.4.13). Without script the term is a link to its entry.
   A choice of the search is explained as a whole: its box when focused, beside the list of choices. */
const TERM = "a.ksd-term, [data-istilah]";
let texts, tip, shown, timer;
const described = (term) => term.querySelector("input") ?? term;
const read = () => (texts ??= fetch(new URL(`assets/istilah-${page.lang === "en" ? "en" : "id"}.json`, root))
  .then((r) => (r.ok ? r.json() : {})).catch(() => { texts = undefined; return {}; }));

function makeTip() {
  tip = document.createElement("div");
  tip.id = "ksd-tip";
  tip.className = "ksd-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", hideSoon);
  document.body.append(tip);
}

async function show(term) {
  clearTimeout(timer);
  if (shown === term) return;
  hide();
  shown = term;
  const entry = (await read())[term.dataset.istilah ?? term.hash.slice(1)];
  if (!entry || shown !== term) return;
  if (!tip) makeTip();
  const [title, text, law] = entry;
  tip.replaceChildren(...[["strong", title], ["p", text], ["p", law]].filter(([, t]) => t).map(([name, t]) =>
    Object.assign(document.createElement(name), { textContent: t })));
  if (law) tip.lastChild.className = "ksd-soft";
  tip.hidden = false;
  described(term).setAttribute("aria-describedby", tip.id);
  const box = term.getBoundingClientRect(), width = page.clientWidth;
  if (described(term) !== term && box.right + tip.offsetWidth + 16 < width) {
    tip.style.left = `${box.right + 8 + scrollX}px`;
    tip.style.top = `${box.top + scrollY}px`;
    return;
  }
  tip.style.left = `${Math.max(8, Math.min(box.left, width - tip.offsetWidth - 8)) + scrollX}px`;
  const below = box.bottom + tip.offsetHeight + 4 < innerHeight || box.top < tip.offsetHeight + 4;
  tip.style.top = `${(below ? box.bottom + 4 : box.top - tip.offsetHeight - 4) + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  if (shown) described(shown).removeAttribute("aria-describedby");
  shown = undefined;
  if (tip) tip.hidden = true;
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(hide, 250);
}

if (document.querySelector(TERM)) {
  let touch = false, wasShown;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const term = event.target.closest(TERM);
    if (term) {
      clearTimeout(timer);
      timer = setTimeout(show, 150, term);
      term.addEventListener("pointerleave", hideSoon, { once: true });
    }
  });
  document.addEventListener("focusin", (event) => {
    const term = event.target.closest(TERM);
    if (term && event.target.matches(":focus-visible")) show(term);
  });
  document.addEventListener("focusout", (event) => {
    if (shown?.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
    wasShown = shown;
    if (touch && shown && !event.target.closest(`${TERM}, .ksd-tip`)) hide();
  });
  /* The first tap explains, the second follows the link; links to pages of their own are followed,
     and a tap on a choice chooses: the mark behind it explains. */
  document.addEventListener("click", (event) => {
    const term = event.target.closest(TERM);
    if (!term || !touch || wasShown === term) return;
    if (event.target.closest("a:not(.ksd-term), label, input")) return;
    if (term.matches("a")) event.preventDefault();
    show(term);
  });
}

/* Pages once seen can be read without a connection. */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL("sw.js", root), { updateViaCache: "none" }).catch(() => {});
  });
}
