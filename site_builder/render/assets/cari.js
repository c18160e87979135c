/* Search and facets on /kerja-sama/, over the Pagefind index of the site itself.

   What is asked stands in the address (?q=…&jenis=…), so it can be shared, reloaded and left with
   the back button. Results are read a page at a time: only those shown are fetched. */

const PER_PAGE = 20;
/* Stands on every record. A search for no word at all would read the whole index (6 MB at 10,000
   records); this one reads a single part of it. */
const EVERY_RECORD = "semuanaskahksd";
const NUMBER = new Intl.NumberFormat("id-ID");

/* Spellings folded on this side; the index carries the other side of each pair. */
const FOLDS = [
  [/\bkerjasama\b/g, "kerja sama"],
  [/\bpemkab\.?(?=\s)/g, "pemerintah kabupaten"],
  [/\bpemkot\.?(?=\s)/g, "pemerintah kota"],
  [/\bpemprov\.?(?=\s)/g, "pemerintah provinsi"],
  [/\bkab\.(?=\s)/g, "kabupaten"],
  [/\bprov\.(?=\s)/g, "provinsi"],
];

export function fold(query) {
  let text = query.normalize("NFKC").toLowerCase().replace(/["“”„]/g, " ");
  for (const [pattern, word] of FOLDS) text = text.replace(pattern, word);
  return text.replace(/\s+/g, " ").trim();
}

/* The stemmer cuts too much from some roots ("kelola"); asked again as the words built on them. */
export function relatives(word) {
  if (word.length < 4 || /[^a-z]/.test(word)) return [];
  const first = word[0], rest = word.slice(1);
  const nasal = { k: "ng" + rest, p: "m" + rest, t: "n" + rest, s: "ny" + rest }[first]
    || ("aiueogh".includes(first) ? "ng" + word : "bfv".includes(first) ? "m" + word
      : "dcjz".includes(first) ? "n" + word : word);
  return [`pe${nasal}an`, `me${nasal}`, `ber${word}`, `${word}an`];
}

const plainWord = (word) => word.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");

/* Whether most of the asked word stands in the other, in one piece. */
export function isLike(asked, word) {
  const a = plainWord(asked), b = plainWord(word);
  if (!a) return true;
  const needed = a.length < 5 ? Math.min(a.length, 3) : Math.ceil(a.length * 0.6);
  for (let from = 0; from + needed <= a.length; from++) {
    if (b.includes(a.slice(from, from + needed))) return true;
  }
  return false;
}

function split(excerpt) {
  const box = document.createDocumentFragment();
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'").replace(/&amp;/g, "&");
  for (const part of excerpt.split(/(<mark>.*?<\/mark>)/)) {
    const marked = part.match(/^<mark>(.*)<\/mark>$/);
    if (marked) {
      const mark = document.createElement("mark");
      mark.textContent = plain(marked[1]);
      box.append(mark);
    } else box.append(plain(part));
  }
  return box;
}

/* Whether the excerpt shows a match that title and parties do not show already. */
function saysMore(data) {
  const known = `${data.meta.title} ${data.meta.pihak}`.toLowerCase();
  const marked = [...(data.excerpt ?? "").matchAll(/<mark>(.*?)<\/mark>/g)];
  return marked.some(([, word]) => !known.includes(word.toLowerCase().replace(/[.,;:()]+$/, "")));
}

function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

export async function start(form) {
  const root = new URL(form.dataset.root, location.href);
  const get = (id) => document.getElementById(id);
  const input = get("q"), facetBox = get("saring"), status = get("hasil-jumlah");
  const results = get("hasil"), list = get("hasil-daftar"), more = get("hasil-lagi");
  const active = get("hasil-saringan"), staticList = get("daftar");
  const controls = [...facetBox.querySelectorAll("[data-facet]")];
  const names = [...new Set(controls.map((c) => c.name))];
  let engine, asked = 0, found = [], shown = 0;
  facetBox.hidden = false;
  if (matchMedia("(min-width: 60em)").matches) facetBox.open = true;

  async function pagefind() {
    engine ??= import(new URL("pagefind/pagefind.js", root).href).then(async (module) => {
      await module.options({ baseUrl: root.pathname, excerptLength: 24, noWorker: true });
      await module.init();
      return module;
    });
    return engine;
  }

  function read() {
    const chosen = {};
    for (const control of controls) {
      const value = control.type === "checkbox" ? (control.checked ? control.value : "") : control.value;
      if (value) (chosen[control.name] ??= []).push(value);
    }
    return { q: input.value.trim(), chosen };
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get("q") ?? "";
    for (const control of controls) {
      const values = asked.getAll(control.name);
      if (control.type === "checkbox") control.checked = values.includes(control.value);
      else control.value = [...control.options].some((o) => o.value === values[0]) ? values[0] : "";
    }
  }

  function address({ q, chosen }) {
    const asked = new URLSearchParams();
    if (q) asked.set("q", q);
    for (const name of names) for (const value of chosen[name] ?? []) asked.append(name, value);
    const text = asked.toString();
    return new URL("kerja-sama/" + (text ? `?${text}` : ""), root);
  }

  function filters(chosen, without) {
    const given = {};
    for (const name of names) if (chosen[name] && name !== without) given[name] = { any: chosen[name] };
    return given;
  }

  async function ask(engine, term, chosen, without) {
    return engine.search(term || EVERY_RECORD, {
      filters: filters(chosen, without),
      sort: term ? {} : { tanggal: "desc" },
    });
  }

  /* Pagefind answers for a word it does not know with one it begins with ("qwerty": "q"). An answer
     counts only if the first record it names has a word that is like the one asked for. */
  async function isMeant(answer, term) {
    if (!answer.results.length) return false;
    const data = await answer.results[0].data();
    const words = data.content.split(/\s+/);
    const matched = [...(data.locations ?? []).map((place) => words[place] ?? ""),
      ...`${data.meta.title} ${data.meta.pihak} ${data.meta.bentuk}`.split(/\s+/)];
    return term.split(" ").every((asked) => matched.some((word) => isLike(asked, word)));
  }

  async function askAnyWay(engine, q, chosen) {
    const term = fold(q);
    const exact = await ask(engine, term, chosen);
    if (!term || await isMeant(exact, term)) return [exact, term];
    const words = term.split(" ");
    for (let i = 0; i < words.length; i++) {
      for (const other of relatives(words[i])) {
        const tried = [...words.slice(0, i), other, ...words.slice(i + 1)].join(" ");
        const answer = await ask(engine, tried, chosen);
        if (await isMeant(answer, tried)) return [answer, tried];
      }
    }
    return [{ results: [], filters: {} }, ""];
  }

  async function run() {
    const turn = ++asked;
    const { q, chosen } = read();
    const filtered = Object.keys(chosen).length;
    get("saring-jumlah").textContent = filtered ? `(${filtered} dipakai)` : "";
    if (!q && !filtered) {
      results.hidden = true;
      staticList.hidden = false;
      status.textContent = "";
      resetCounts();
      return;
    }
    status.textContent = "Mencari …";
    let answer, term, engine;
    try {
      engine = await pagefind();
      await engine.filters(); // else a search counts only the facets it was given
      [answer, term] = await askAnyWay(engine, q, chosen);
    } catch (error) {
      console.warn(error);
      if (turn === asked) status.textContent = "Pencarian tidak dapat dimuat. Telusuri daftar di bawah ini.";
      return;
    }
    if (turn !== asked) return;
    const isEmpty = !answer.results.length;
    found = answer.results;
    shown = 0;
    list.replaceChildren();
    results.hidden = false;
    staticList.hidden = true;
    showActive(q, chosen);
    status.textContent = found.length
      ? `${NUMBER.format(found.length)} naskah ditemukan.`
      : "Tidak ada naskah yang cocok. Coba kata yang lebih umum, atau lepaskan saringan.";
    await Promise.all([
      showMore(turn),
      isEmpty ? writeNothing() : showCounts(engine, term, chosen, answer, turn),
    ]);
  }

  async function showMore(turn) {
    const part = await Promise.all(found.slice(shown, shown + PER_PAGE).map((r) => r.data()));
    if (turn !== asked) return;
    list.append(...part.map(item));
    shown += part.length;
    more.hidden = shown >= found.length;
  }

  function item(data) {
    const link = element("a", "", data.meta.title ?? data.raw_url ?? data.url);
    link.href = new URL((data.raw_url ?? data.url).replace(/^\//, ""), root).href;
    const meta = element("p", "ksd-item-meta");
    const badge = document.querySelector(`#lambang [data-keadaan="${CSS.escape(data.filters?.keadaan?.[0] ?? "")}"]`);
    if (badge) meta.append(badge.firstElementChild.cloneNode(true));
    meta.append(element("span", "", data.meta.bentuk ?? ""),
      data.meta.tanggal ? element("span", "", data.meta.tanggal) : element("span", "ksd-none", "tanggal tidak tercatat"));
    const node = element("li", "ksd-item", element("p", "ksd-item-title", link),
      element("p", "ksd-item-parties", data.meta.pihak ?? ""));
    if (input.value.trim() && saysMore(data)) node.append(element("p", "ksd-item-excerpt", split(data.excerpt)));
    node.append(meta);
    return node;
  }

  function labelOf(name, value) {
    for (const control of controls) {
      if (control.name !== name) continue;
      if (control.type === "checkbox" && control.value === value) {
        return facetBox.querySelector(`label[for="${CSS.escape(control.id)}"]`).firstChild.textContent.trim();
      }
      if (control.type !== "checkbox") {
        for (const option of control.options) if (option.value === value) return option.dataset.label;
      }
    }
    return value;
  }

  function showActive(q, chosen) {
    active.replaceChildren();
    for (const name of names) {
      for (const value of chosen[name] ?? []) {
        const label = labelOf(name, value);
        const button = element("button", "", `${label} ×`);
        button.type = "button";
        button.setAttribute("aria-label", `Lepaskan saringan ${label}`);
        button.addEventListener("click", () => {
          for (const control of controls) {
            if (control.name !== name) continue;
            if (control.type !== "checkbox") control.value = "";
            else if (control.value === value) control.checked = false;
          }
          input.focus();
          change();
        });
        active.append(button);
      }
    }
  }

  /* A facet's own numbers leave its own choice out: they say what another choice would give. */
  async function showCounts(engine, term, chosen, answer, turn) {
    for (const name of names) {
      const counts = chosen[name]
        ? (await ask(engine, term, chosen, name)).filters?.[name]
        : answer.filters?.[name];
      if (turn !== asked) return;
      write(name, (value) => counts?.[value] ?? 0);
    }
  }

  const initial = new Map();
  for (const control of controls) {
    if (control.type === "checkbox") {
      initial.set(`${control.name}:${control.value}`,
        Number(facetBox.querySelector(`label[for="${CSS.escape(control.id)}"] [data-count]`).textContent));
    } else {
      for (const option of control.options) {
        if (option.value) initial.set(`${control.name}:${option.value}`, Number(option.text.match(/\((\d+)\)$/)?.[1] ?? 0));
      }
    }
  }

  function writeNothing() {
    for (const name of names) write(name, () => 0);
  }

  function resetCounts() {
    for (const name of names) write(name, (value) => initial.get(`${name}:${value}`) ?? 0);
  }

  function write(name, count) {
    for (const control of controls) {
      if (control.name !== name) continue;
      if (control.type === "checkbox") {
        facetBox.querySelector(`label[for="${CSS.escape(control.id)}"] [data-count]`).textContent = count(control.value);
        control.parentElement.classList.toggle("ksd-check-none", !count(control.value));
      } else {
        for (const option of control.options) {
          if (option.value) option.textContent = `${option.dataset.label} (${count(option.value)})`;
        }
      }
    }
  }

  function change(replace = false) {
    const target = address(read());
    if (target.href !== location.href) history[replace ? "replaceState" : "pushState"](null, "", target);
    return run();
  }

  let pause;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    change();
  });
  facetBox.addEventListener("change", (event) => {
    if (event.target.matches("[data-facet]")) change();
  });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => change(true), 350);
  });
  input.addEventListener("focus", () => pagefind().catch(() => {}), { once: true });
  more.addEventListener("click", async () => {
    const before = shown;
    await showMore(asked);
    list.children[before]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", () => { restore(); run(); });
  restore();
  await run();
}
