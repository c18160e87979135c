/* Any two agreements side by side: ?a=<id>&b=<id>. One that was chosen waits for the second. */
const form = document.querySelector("[data-banding]");
const SIGNS = { sama: "=", berbeda: "≠", "hanya satu": "◐" };
const KEEP = "banding-pertama";
if (form) start(form);

function start(form) {
  const root = form.dataset.banding;
  const a = form.elements.a;
  const b = form.elements.b;
  form.hidden = false;
  const asked = new URLSearchParams(location.search);
  a.value = idOf(asked.get("a") ?? "");
  b.value = idOf(asked.get("b") ?? "");
  const waiting = remembered();
  if (a.value && !b.value && waiting && waiting !== a.value) {
    b.value = a.value;
    a.value = waiting;
    history.replaceState(null, "", `?a=${encodeURIComponent(a.value)}&b=${encodeURIComponent(b.value)}`);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    a.value = idOf(a.value);
    b.value = idOf(b.value);
    history.pushState(null, "", `?a=${encodeURIComponent(a.value)}&b=${encodeURIComponent(b.value)}`);
    show(root, a.value, b.value, true);
  });
  form.querySelector("[data-tukar]").addEventListener("click", () => {
    [a.value, b.value] = [b.value, a.value];
    form.requestSubmit();
  });
  window.addEventListener("popstate", () => {
    const now = new URLSearchParams(location.search);
    a.value = idOf(now.get("a") ?? "");
    b.value = idOf(now.get("b") ?? "");
    show(root, a.value, b.value, false);
  });
  if (a.value || b.value) show(root, a.value, b.value, false);
}

/* An id, or the address of the page of a record. */
function idOf(text) {
  const found = text.trim().toLowerCase().match(/[a-z0-9.]+-[0-9]{4}-[0-9]+(?=\/?(?:[?#].*)?$)/);
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
  place.replaceChildren();
  if (!a || !b) {
    const one = a || b;
    remember(one);
    if (!one) {
      result.textContent = "";
      return;
    }
    const record = await load(root, one);
    result.textContent = record
      ? `Naskah pertama: ${record.judul}. Buka naskah kedua dan pilih “Bandingkan”, atau isi id-nya.`
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
  return answer.ok ? answer.json() : null;
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
