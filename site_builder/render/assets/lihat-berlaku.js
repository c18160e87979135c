/* What is in force between two parties: ?a=<id>&b=<id>. Names are accepted as well as ids, in every
   short form the search knows. */
/* The form stands there before its help is loaded, so that nothing moves late. */
const form = document.querySelector("[data-berlaku]");
if (form) form.hidden = false;
const MARK = new URL(import.meta.url).search;
const { Engine } = await import(`./cari-mesin.js${MARK}`);
const { failing, propose } = await import(`./lihat-pilih.js${MARK}`);

if (form) start(form);

function start(form) {
  const root = form.dataset.berlaku;
  const a = form.elements.a;
  const b = form.elements.b;
  const engine = new Engine(new URL(root, location.href));
  const result = document.getElementById("berlaku-hasil");
  const place = document.getElementById("berlaku-isi");
  const failed = failing(result, place);
  let register = null;

  async function read(name) {
    const answer = await fetch(`${root}berlaku/${name}`);
    if (!answer.ok) throw new Error(`berlaku/${name}: ${answer.status}`);
    return answer.json();
  }
  const load = () => {
    register ??= read("mitra.json")
      .then((data) => {
        const byId = new Map(data.mitra.map((row) => [row[0], row]));
        const byName = new Map(data.mitra.map((row) => [row[1].toLowerCase(), row]));
        return { keadaan: data.keadaan, find: (text) => byId.get(text) ?? byName.get(text.toLowerCase()) };
      })
      .catch((error) => {
        register = null;
        throw error;
      });
    return register;
  };
  const proposals = [a, b].map((input) =>
    propose(input, async (text) =>
      (await engine.parties(text))
        .filter(({ count }) => count)
        .map(({ id, name, count }) => ({ value: id, text: name, note: `${count} naskah` })),
    ),
  );
  for (const input of [a, b]) input.addEventListener("focus", () => engine.open().catch(() => {}), { once: true });

  /* What a text stands for: one party, several, or none. */
  async function partiesOf(text) {
    const known = await load();
    const own = known.find(text);
    if (own) return [own];
    const found = (await engine.parties(text)).filter(({ count }) => count);
    const whole = found.filter(({ isWhole }) => isWhole);
    return (whole.length === 1 ? whole : found).map(({ id }) => known.find(id));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fromForm().catch(failed);
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();

  async function fromForm() {
    const texts = [a, b].map((input) => input.dataset.nilai ?? input.value.trim());
    const found = await Promise.all(texts.map(partiesOf));
    const ids = texts.map((text, i) => (found[i].length === 1 ? found[i][0][0] : text));
    history.pushState(null, "", `?a=${encodeURIComponent(ids[0])}&b=${encodeURIComponent(ids[1])}`);
    await show(...ids);
  }

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    const ids = [asked.get("a") ?? "", asked.get("b") ?? ""];
    if (!ids[0] && !ids[1]) {
      place.replaceChildren();
      result.textContent = "";
      return;
    }
    // They stand there for another try should nothing be loaded.
    [a, b].forEach((input, i) => {
      input.value = ids[i];
      delete input.dataset.nilai;
    });
    show(...ids).catch(failed);
  }

  async function show(first, second) {
    place.replaceChildren();
    const known = await load();
    const found = await Promise.all([first, second].map(partiesOf));
    const rows = found.map((all) => (all.length === 1 ? all[0] : undefined));
    delete a.dataset.nilai;
    delete b.dataset.nilai;
    a.value = rows[0]?.[1] ?? first;
    b.value = rows[1]?.[1] ?? second;
    if (!first || !second) {
      result.textContent = "Pilih dua pihak.";
      return;
    }
    const open = rows.findIndex((row) => !row);
    if (open >= 0) {
      const text = [first, second][open];
      result.textContent = found[open].length
        ? `${found[open].length} mitra cocok dengan “${text}”. Pilih satu dari usulan di bawah isiannya.`
        : `Tidak ada mitra bernama “${text}” yang memiliki naskah. Periksa ejaannya, atau pilih dari usulan yang muncul ketika Anda mengetik.`;
      if (found[open].length) await proposals[open]();
      return;
    }
    if (rows[0][0] === rows[1][0]) {
      result.textContent = "Keduanya pihak yang sama. Pilih dua pihak yang berlainan.";
      return;
    }
    result.textContent = "Memuat…";
    const data = await read(`bagian/${rows[0][2]}.json`);
    const shared = (data.mitra[rows[0][0]] ?? []).filter(([, others]) => others.includes(rows[1][0]));
    const groups = new Map([...words(place).keys()].map((key) => [key, []]));
    for (const [id] of shared) groups.get(data.naskah[id][4]).push([id, ...data.naskah[id]]);
    result.textContent = sentence(rows[0][1], rows[1][1], groups, words(place));
    for (const [key, found] of groups) {
      if (found.length) place.append(section(root, words(place).get(key), found, known.keadaan));
    }
  }
}

/* The three answers and what they are called, in the order they are shown. */
const words = (place) => new Map(JSON.parse(place.dataset.kata));

function sentence(a, b, groups, labels) {
  const counts = [...groups].map(([key, found]) => [labels.get(key).toLowerCase(), found.length]);
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  if (!total) return `Tidak ada naskah antara ${a} dan ${b} yang tercatat di portal ini.`;
  const parts = counts.map(([label, n]) => `${n} ${label}`).join(", ");
  return `${total} naskah antara ${a} dan ${b}: ${parts}.`;
}

function section(root, heading, found, states) {
  const part = document.createElement("section");
  const title = document.createElement("h2");
  title.textContent = heading;
  const list = document.createElement("ul");
  list.className = "ksd-brief";
  for (const [id, name, since, state, until] of found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root}kerja-sama/${id}/`;
    link.textContent = name;
    const more = document.createElement("span");
    more.className = "ksd-soft";
    more.textContent = ` ${since}; ${until}; ${states[state].toLowerCase()}`;
    item.append(link, more);
    list.append(item);
  }
  part.append(title, list);
  return part;
}
