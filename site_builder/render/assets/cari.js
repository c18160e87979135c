/* Search and facets on /kerja-sama/ and /en/kerja-sama/: what a reader asks, shown. The engine is cari-mesin.js.

   What is asked stands in the address (?q=…&jenis=…&urut=…&halaman=…), so it can be shared,
   reloaded and left with the back button. */

/* The address of this file carries the mark of the build; the engine must be of the same. */
const MARK = new URL(import.meta.url).search;
const { Engine, splitWords } = await import(`./cari-mesin.js${MARK}`);

const PER_PAGE = 10;
/* Rows shown at once while a reader types; the rest follow, with guesses and counts, when the keys are still. */
const AT_ONCE = 3, REST_MS = 300;
const IS_ENGLISH = document.documentElement.lang === "en";
const NUMBER = new Intl.NumberFormat(IS_ENGLISH ? "en-GB" : "id-ID");
/* The texts are those of the page, in its language; {name} stands for a value. */
const WORDS = JSON.parse(document.getElementById("cari-kata").textContent);
const say = (name, values = {}) => WORDS[name].replace(/\{(\w+)\}/g, (_, key) =>
  typeof values[key] === "number" ? NUMBER.format(values[key]) : values[key]);

function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/* Text with the words that matched set apart. */
function marked(text, matched) {
  const box = document.createDocumentFragment();
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) {
    const word = splitWords(part)[0];
    if (word && matched.has(word)) box.append(element("mark", "", part));
    else if (part) box.append(part);
  }
  return box;
}

async function start(form) {
  const root = new URL(form.dataset.root, location.href);
  const engine = new Engine(root), here = new URL(form.getAttribute("action"), location.href);
  const get = (id) => document.getElementById(id);
  const input = get("q"), facetBox = get("saring"), status = get("hasil-jumlah"), notes = get("hasil-catatan");
  const results = get("hasil"), list = get("hasil-daftar"), pager = get("hasil-halaman"), order = get("urut");
  const active = get("hasil-saringan"), staticList = get("daftar");
  const controls = [...facetBox.querySelectorAll("[data-facet]")];
  const names = [...new Set(controls.map((control) => control.name))];
  const isChecked = (name) => controls.some((c) => c.name === name && c.type === "checkbox");
  const used = get("hasil-kabar");
  let turn = 0, isCounted = false, now = { docs: new Uint32Array(), matched: new Set() };

  facetBox.hidden = false;
  if (matchMedia("(min-width: 60em)").matches) facetBox.open = true;

  function read() {
    const chosen = {};
    for (const control of controls) {
      const value = control.type === "checkbox" ? (control.checked ? control.value : "") : control.value;
      if (value) (chosen[control.name] ??= []).push(value);
    }
    return { q: input.value.trim(), chosen, sort: order.value, page: 1 };
  }

  function restore() {
    const given = new URLSearchParams(location.search);
    input.value = given.get("q") ?? "";
    for (const control of controls) {
      const values = given.getAll(control.name);
      if (control.type === "checkbox") control.checked = values.includes(control.value);
      else control.value = [...control.options].some((o) => o.value === values[0]) ? values[0] : "";
    }
    order.value = [...order.options].some((o) => o.value === given.get("urut")) ? given.get("urut") : "";
    return { ...read(), page: Math.max(1, Number.parseInt(given.get("halaman"), 10) || 1) };
  }

  function address({ q, chosen, sort, page }) {
    const given = new URLSearchParams();
    if (q) given.set("q", q);
    for (const name of names) for (const value of chosen[name] ?? []) given.append(name, value);
    if (sort) given.set("urut", sort);
    if (page > 1) given.set("halaman", page);
    const text = given.toString();
    return new URL(text ? `?${text}` : "", here);
  }

  /* For each agreement, how many of the chosen facets it passes. */
  async function passes(chosen, without) {
    const chosenNames = Object.keys(chosen).filter((name) => name !== without);
    const count = new Uint16Array(engine.count);
    for (const name of chosenNames) {
      const values = await engine.facet(name);
      for (const value of new Set(chosen[name])) {
        // Values of one facet may overlap (an agreement has several regions): each passes once.
        for (const doc of values.get(value) ?? []) count[doc] |= 1 << chosenNames.indexOf(name);
      }
    }
    const wanted = (1 << chosenNames.length) - 1;
    return (doc) => count[doc] === wanted;
  }

  async function sorted(docs, q, sort) {
    if (sort === "berakhir") return engine.byLastDay(docs);
    const newest = docs.slice().sort((a, b) => a - b);
    if (sort === "terbaru" || (!sort && !q)) return newest;
    if (sort === "terlama") {
      const dated = newest.filter((doc) => doc < engine.about.dated).reverse();
      return Uint32Array.from([...dated, ...newest.filter((doc) => doc >= engine.about.dated)]);
    }
    return docs;
  }

  async function run(asked) {
    const mine = ++turn;
    const { q, chosen, sort } = asked;
    const filtered = Object.keys(chosen).length;
    const nothingAsked = !q && !filtered && !sort && asked.page === 1;
    document.documentElement.classList.toggle("ksd-asked", !nothingAsked);
    used.textContent = "";
    get("saring-jumlah").textContent = filtered ? say("used", { count: filtered }) : "";
    if (nothingAsked) {
      results.hidden = true;
      staticList.hidden = false;
      status.textContent = "";
      notes.replaceChildren();
      resetCounts();
      return;
    }
    performance.mark("cari-mulai");
    if (results.hidden) status.textContent = say("searching");
    try {
      const answer = await engine.ask(q, asked.isTyped);
      if (mine !== turn) return;
      if (asked.isTyped) setTimeout(() => { if (mine === turn) run({ ...asked, isTyped: false }); }, REST_MS);
      if (!answer) return; // too little is typed yet
      const pass = await passes(chosen);
      const passed = answer.docs.filter(pass);
      const full = answer.docs.subarray(0, answer.full ?? answer.docs.length).filter(pass).length;
      const docs = await sorted(passed, q, sort);
      const pages = Math.max(1, Math.ceil(docs.length / PER_PAGE));
      const page = Math.min(asked.page, pages);
      const here = docs.subarray((page - 1) * PER_PAGE, page * PER_PAGE);
      const rows = await engine.rows(asked.isTyped ? here.subarray(0, AT_ONCE) : here);
      if (mine !== turn) return;
      now = { ...answer, found: answer.docs, docs, chosen, full };
      show({ ...asked, page }, rows, pages);
      performance.measure("cari", "cari-mulai");
      if (!asked.isTyped) await showCounts(mine, (name) => isCounted || isChecked(name));
    } catch (error) {
      console.warn(error);
      if (mine !== turn) return;
      status.textContent = say("failed");
      results.hidden = true;
      staticList.hidden = false;
    }
  }

  function show(asked, rows, pages) {
    list.replaceChildren(...rows.map(item));
    list.start = (asked.page - 1) * PER_PAGE + 1;
    results.hidden = false;
    staticList.hidden = true;
    showActive(asked.chosen);
    showPager(asked, pages);
    showNotes();
    for (const node of results.querySelectorAll("[data-berisi]")) node.hidden = !rows.length;
    get("hasil-kosong").hidden = Boolean(rows.length);
    get("hasil-kosong-saring").hidden = !Object.keys(asked.chosen).length;
    const which = pages > 1 ? ` ${say("page", { page: asked.page, pages })}.` : "";
    status.textContent = rows.length
      ? say("found", { count: now.docs.length }) + which
      : say("none");
  }

  function showNotes() {
    const lines = [];
    for (const { word, instead } of now.guessed) {
      lines.push(say("guessed", { word, instead: [...new Set(instead)].join("”, “") }));
    }
    if (now.full < now.docs.length) {
      lines.push(now.full
        ? say("some", { full: now.full, rest: now.docs.length - now.full })
        : say("parts"));
    }
    if (now.docs.length) for (const word of now.unknown) lines.push(say("unknown", { word }));
    notes.replaceChildren(...lines.map((line) => element("li", "", line)));
  }

  /* Form and kind of an agreement, as the glossary explains them. */
  const explained = new Map([...document.querySelectorAll("#lambang > [data-istilah]")].map((word) => [word.textContent, word]));

  function item([id, title, parties, formHere, datesHere, state, formEnglish, datesEnglish]) {
    const [form, dates] = IS_ENGLISH ? [formEnglish, datesEnglish] : [formHere, datesHere];
    const link = element("a", "", marked(title, now.matched));
    link.href = new URL(`${encodeURIComponent(id)}/`, here).href;
    const meta = element("p", "ksd-item-meta");
    const badge = document.querySelector(`#lambang [data-keadaan="${CSS.escape(state)}"]`);
    if (badge) meta.append(badge.firstElementChild.cloneNode(true));
    /* A form without a code has a name of the record's own. */
    for (const word of form.split(" · ")) {
      const box = explained.get(word)?.cloneNode(true) ?? element("span", "", word);
      if (IS_ENGLISH && !explained.has(word)) box.lang = "id";
      meta.append(box);
    }
    meta.append(dates ? element("span", "", dates) : element("span", "ksd-none", say("undated")));
    const row = element("li", "ksd-item", element("p", "ksd-item-title", link),
      element("p", "ksd-item-parties", marked(parties.join(" · "), now.matched)), meta);
    /* Titles and names stay as signed. */
    if (IS_ENGLISH) for (const words of row.querySelectorAll(".ksd-item-title, .ksd-item-parties")) words.lang = "id";
    if (now.matched.size && !row.querySelector("mark")) {
      row.append(element("p", "ksd-item-why", say("elsewhere")));
    }
    return row;
  }

  function showPager(asked, pages) {
    const step = (text, page, rel) => {
      const link = element("a", "ksd-button ksd-button-quiet", text);
      link.href = address({ ...asked, page }).href;
      link.rel = rel;
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ ...asked, page }).then(() => {
          list.querySelector("a")?.focus({ preventScroll: true });
          results.scrollIntoView({ block: "start" });
        });
      });
      return link;
    };
    pager.replaceChildren();
    if (asked.page > 1) pager.append(step(say("previous"), asked.page - 1, "prev"));
    if (pages > 1) pager.append(element("span", "ksd-soft", say("page", { page: asked.page, pages })));
    if (asked.page < pages) pager.append(step(say("next"), asked.page + 1, "next"));
    pager.hidden = pages < 2;
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

  function showActive(chosen) {
    active.replaceChildren();
    for (const name of names) {
      for (const value of chosen[name] ?? []) {
        const label = labelOf(name, value);
        const button = element("button", "", `${label} ×`);
        button.type = "button";
        button.setAttribute("aria-label", say("release", { label }));
        button.addEventListener("click", () => {
          for (const control of controls) {
            if (control.name !== name) continue;
            if (control.type !== "checkbox") control.value = "";
            else if (control.value === value) control.checked = false;
          }
          input.focus();
          go(read());
        });
        active.append(button);
      }
    }
  }

  /* A facet's own numbers leave its own choice out: they say what another choice would give. The
     long lists are counted once a reader turns to the facets, so that a first question stays light;
     till then they show no number. */
  async function showCounts(mine, wanted) {
    for (const name of names.filter((n) => !wanted(n))) write(name);
    for (const name of names.filter(wanted)) {
      const values = await engine.facet(name);
      const pass = await passes(now.chosen, name);
      if (mine !== turn) return;
      const shown = new Uint8Array(engine.count);
      for (const doc of now.found) if (pass(doc)) shown[doc] = 1;
      write(name, (value) => (values.get(value) ?? []).reduce((sum, doc) => sum + shown[doc], 0));
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
          if (!option.value) continue;
          const number = count?.(option.value);
          option.textContent = count ? `${option.dataset.label} (${number})` : option.dataset.label;
          option.disabled = number === 0 && !option.selected;
        }
      }
    }
  }

  /* What was asked and of which day, so that two downloads are told apart later. */
  function fileName() {
    const { q, chosen } = read();
    const asked = ["kerja sama", q, ...Object.values(chosen).flat()].flatMap(splitWords).join("-");
    return `${asked.slice(0, 80)}-${engine.about.as_of}`;
  }

  function go(asked, replace = false) {
    const target = address(asked);
    if (target.href !== location.href) history[replace ? "replaceState" : "pushState"](null, "", target);
    return run(asked);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(read());
  });
  facetBox.addEventListener("change", (event) => {
    if (event.target.matches("[data-facet]")) go(read());
  });
  for (const turnedTo of ["pointerenter", "focusin"]) {
    facetBox.addEventListener(turnedTo, () => {
      if (isCounted) return;
      isCounted = true;
      if (!results.hidden) showCounts(turn, () => true).catch(console.warn);
    });
  }
  order.addEventListener("change", () => go(read()));
  input.addEventListener("input", () => go({ ...read(), isTyped: true }, true));
  input.addEventListener("focus", () => engine.open().catch(() => {}), { once: true });
  addEventListener("popstate", () => run(restore()));
  // Without a clipboard (an address of http has none) there is no button.
  get("salin-tautan").hidden = !navigator.clipboard;
  get("salin-tautan").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      used.textContent = say("copied");
    } catch (error) {
      console.warn(error);
      used.textContent = say("uncopied");
    }
  });
  for (const button of document.querySelectorAll("[data-unduh]")) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const { download } = await import(`./cari-unduh.js${MARK}`);
        await download(await engine.flatRows(now.docs), button.dataset.unduh, fileName());
        used.textContent = say("downloaded", { count: now.docs.length });
      } catch (error) {
        console.warn(error);
        used.textContent = say("undone");
      } finally {
        button.disabled = false;
      }
    });
  }
  await run(restore());
}

await start(document.getElementById("cari"));
