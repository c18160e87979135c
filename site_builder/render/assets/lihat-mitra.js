/* Finds a party among all of them by any of its names; the list of the page follows when it is empty. */
/* The box stands there before its help is loaded, so that nothing moves late. */
const box = document.querySelector("[data-mitra]");
if (box) box.hidden = false;
const MARK = new URL(import.meta.url).search;
const { Engine } = await import(`./cari-mesin.js${MARK}`);

const REST_MS = 150, MOST = 30;
const NUMBER = new Intl.NumberFormat("id-ID");
if (box) start(box);

function start(box) {
  const root = new URL(box.dataset.mitra, location.href);
  const engine = new Engine(root);
  const input = box.querySelector("input");
  const told = box.querySelector("[role='status']");
  const found = document.getElementById("mitra-temuan");
  const all = document.getElementById("mitra-semua");
  let turn = 0, timer = 0;

  async function show() {
    const mine = ++turn;
    const text = input.value.trim();
    const parties = text ? await engine.parties(text) : [];
    if (mine !== turn) return;
    all.hidden = Boolean(text);
    found.replaceChildren(...parties.slice(0, MOST).map((party) => item(root, party)));
    if (!text) told.textContent = "";
    else if (!parties.length) told.textContent = `Tidak ada mitra yang cocok dengan “${text}”.`;
    else {
      const rest = parties.length > MOST ? ` ${MOST} yang paling dekat ditampilkan.` : "";
      told.textContent = `${NUMBER.format(parties.length)} mitra cocok.${rest}`;
    }
  }

  input.addEventListener("focus", () => engine.open().catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show().catch(failed), REST_MS);
  });
  function failed(error) {
    console.warn(error);
    all.hidden = false;
    told.textContent = "Pencarian tidak dapat dimuat. Telusuri daftar di bawah ini.";
  }
  if (input.value) show().catch(failed);
}

function item(root, { id, name, count }) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(`mitra/${encodeURIComponent(id)}/`, root).href;
  link.textContent = name;
  const more = document.createElement("span");
  more.className = "ksd-soft ksd-nowrap";
  more.textContent = `${NUMBER.format(count)} naskah`;
  line.append(link, " ", more);
  return line;
}
