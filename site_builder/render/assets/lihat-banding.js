/* Any two agreements side by side: ?a=<id>&b=<id>. One that was chosen waits for the second. What is
   no id is asked of the search. */
/* The form stands there before its help is loaded, so that nothing moves late. */
const form = document.querySelector("[data-banding]");
if (form) form.hidden = false;
const MARK = new URL(import.meta.url).search;
const { Engine } = await import(`./cari-mesin.js${MARK}`);
const { failing, propose } = await import(`./lihat-pilih.js${MARK}`);

/* Agreements that are proposed; more are only counted. */
const SHOWN = 8;
const SIGNS = { sama: "=", berbeda: "≠", "hanya satu": "◐" };
const KEEP = "banding-pertama";
const ID = /[a-z0-9.]+-[0-9]{4}-[0-9]+(?=\/?(?:[?#].*)?$)/;
if (form) start(form);

function start(form) {
  const root = form.dataset.banding;
  const a = form.elements.a;
  const b = form.elements.b;
  const engine = new Engine(new URL(root, location.href));
  const result = document.getElementById("banding-hasil");
  const place = document.getElementById("banding-tabel");
  const failed = failing(result, place);
  const proposals = new Map([a, b].map((input) => [input, propose(input, (text) => agreements(engine, text))]));
  for (const input of [a, b]) input.addEventListener("focus", () => engine.open().catch(() => {}), { once: true });
  const asked = new URLSearchParams(location.search);
  /* What was typed while the script was on its way stays. */
  if (asked.has("a")) a.value = idOf(asked.get("a"));
  if (asked.has("b")) b.value = idOf(asked.get("b"));
  const waiting = remembered();
  if (a.value && !b.value && waiting && waiting !== a.value) {
    b.value = a.value;
    a.value = waiting;
    history.replaceState(null, "", `?a=${encodeURIComponent(a.value)}&b=${encodeURIComponent(b.value)}`);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fromForm().catch(failed);
  });
  form.querySelector("[data-tukar]").addEventListener("click", () => {
    const [first, second] = [a, b].map((input) => [input.value, input.dataset.nilai]);
    fill(a, ...second);
    fill(b, ...first);
    form.requestSubmit();
  });
  window.addEventListener("popstate", () => {
    const now = new URLSearchParams(location.search);
    fill(a, idOf(now.get("a") ?? ""));
    fill(b, idOf(now.get("b") ?? ""));
    fromAddress().catch(failed);
  });
  fromAddress().catch(failed);

  async function fromForm() {
    for (const input of [a, b]) if (!input.dataset.nilai) input.value = idOf(input.value);
    if (!(await settle(true))) return;
    const ids = [a, b].map(chosen);
    history.pushState(null, "", `?a=${encodeURIComponent(ids[0])}&b=${encodeURIComponent(ids[1])}`);
    await show(root, ...ids, true);
  }

  async function fromAddress() {
    if (!(await settle(false))) return;
    if (a.value || b.value) await show(root, chosen(a), chosen(b), false);
  }

  /* Turns what is no id into one where the search finds a single agreement; else says so. What was
     compared before goes. */
  async function settle(focus) {
    place.replaceChildren();
    result.textContent = "";
    for (const input of [a, b]) {
      const text = chosen(input);
      if (!text || ID.test(text)) continue;
      const found = await agreements(engine, text);
      if (found.length === 1) {
        fill(input, found[0].text, found[0].value);
        continue;
      }
      result.textContent = found.length
        ? `${found.length} naskah cocok dengan “${text}”. Pilih satu dari usulan di bawah isiannya.`
        : `Tidak ada naskah yang cocok dengan “${text}”.`;
      if (found.length && focus) await proposals.get(input)();
      return false;
    }
    return true;
  }
}

function chosen(input) {
  return input.dataset.nilai ?? input.value;
}

function fill(input, text, id) {
  input.value = text;
  if (id) input.dataset.nilai = id;
  else delete input.dataset.nilai;
}

/* Agreements that have all words of a text; its beginning is enough while it is typed. */
async function agreements(engine, text) {
  const answer = await engine.ask(text);
  if (answer.unknown.length || !engine.wordsOf(text).length) return [];
  const docs = answer.docs.subarray(0, answer.full ?? answer.docs.length);
  const rows = await engine.rows(docs.subarray(0, SHOWN));
  return Array.from(docs, (_, i) => {
    const [value, name, parties, form, date] = rows[i] ?? ["", "", [], "", ""];
    return { value, text: name, note: [parties.slice(0, 3).join(", "), form, date].filter(Boolean).join(" · ") };
  });
}

/* An id, or the address of the page of a record. */
function idOf(text) {
  const found = text.trim().toLowerCase().match(ID);
  return found ? found[0] : text.trim();
}

function remembered() {
  try {
    return sessionStorage.getItem(KEEP);
  } catch {
    return null;
  }
}

function remember(id) {
  try {
    if (id) sessionStorage.setItem(KEEP, id);
    else sessionStorage.removeItem(KEEP);
  } catch {
    /* Storage may be switched off; the address still says everything. */
  }
}

async function show(root, a, b, focus) {
  const result = document.getElementById("banding-hasil");
  const place = document.getElementById("banding-tabel");
  if (!a || !b) {
    const one = a || b;
    remember(one);
    if (!one) return;
    const record = await load(root, one);
    result.textContent = record
      ? `Naskah pertama: ${record.judul}. Buka naskah kedua dan pilih “Bandingkan dengan naskah lain”, atau ketik judulnya pada isian kedua.`
      : `Tidak ada naskah dengan id ${one}.`;
    return;
  }
  if (a === b) {
    result.textContent = "Keduanya naskah yang sama. Pilih dua naskah yang berlainan.";
    return;
  }
  result.textContent = "Memuat…";
  const [left, right] = await Promise.all([load(root, a), load(root, b)]);
  if (!left || !right) {
    result.textContent = `Tidak ada naskah dengan id ${left ? b : a}.`;
    return;
  }
  remember("");
  const lines = compare(left.baris, right.baris);
  const differing = lines.filter((line) => line.verdict !== "sama").length;
  place.replaceChildren(table(root, left, right, lines));
  result.textContent = `${differing} dari ${lines.length} hal berbeda.`;
  if (focus) place.focus();
}

async function load(root, id) {
  const answer = await fetch(`${root}banding/data/${encodeURIComponent(id)}.json`);
  if (answer.ok) return answer.json();
  if (answer.status === 404) return null;
  throw new Error(`banding/data/${id}.json: ${answer.status}`);
}

function compare(left, right) {
  const lines = [];
  left.forEach(([title, a, emptyA], place) => {
    const [, b, emptyB] = right[place];
    if (!a.length && !b.length) return;
    let verdict = "hanya satu";
    if (a.length && b.length) {
      const same = new Set(a).size === new Set([...a, ...b]).size && new Set(b).size === new Set([...a, ...b]).size;
      verdict = same ? "sama" : "berbeda";
    }
    lines.push({ title, a, b, emptyA, emptyB, verdict, isList: a.length > 1 || b.length > 1 });
  });
  return lines;
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function table(root, left, right, lines) {
  const head = (record) =>
    element("th", { scope: "col" }, element("a", { href: root + record.alamat }, record.judul));
  const body = element("tbody", {});
  for (const line of lines) {
    body.append(
      element(
        "tr",
        { class: `ksd-versus-${line.verdict.replace(" ", "-")}` },
        element("th", { scope: "row" }, line.title),
        element(
          "td",
          { class: "ksd-verdict" },
          element("span", { "aria-hidden": "true" }, SIGNS[line.verdict]),
          ` ${line.verdict}`,
        ),
        cell(line.a, line.b, line.emptyA, line.isList),
        cell(line.b, line.a, line.emptyB, line.isList),
      ),
    );
  }
  return element(
    "div",
    { class: "ksd-scroll", role: "region", "aria-label": "Perbandingan", tabindex: "0" },
    element(
      "table",
      { class: "ksd-table ksd-versus" },
      element("caption", {}, `${left.id} dan ${right.id}, berdampingan`),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "col" }, "Hal"),
          element("th", { scope: "col" }, "Tanda"),
          head(left),
          head(right),
        ),
      ),
      body,
    ),
  );
}

function cell(values, other, empty, isList) {
  if (!values.length) return element("td", {}, element("span", { class: "ksd-none" }, empty));
  if (!isList) return element("td", {}, values[0]);
  const list = element("ul", {});
  for (const value of values) {
    const item = element("li", {}, value);
    if (other.length && !other.includes(value)) {
      item.append(" ", element("span", { class: "ksd-only" }, "hanya di sini"));
    }
    list.append(item);
  }
  return element("td", {}, list);
}
