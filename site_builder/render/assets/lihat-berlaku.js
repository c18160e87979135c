/* What is in force between two parties: ?a=<id>&b=<id>. Names are accepted as well as ids. */
const form = document.querySelector("[data-berlaku]");
if (form) start(form);

function start(form) {
  const root = form.dataset.berlaku;
  const a = form.elements.a;
  const b = form.elements.b;
  const list = document.getElementById("pihak-daftar");
  const result = document.getElementById("berlaku-hasil");
  let register = null;
  form.hidden = false;

  const load = () => {
    register ??= fetch(`${root}berlaku/mitra.json`)
      .then((answer) => answer.json())
      .then((data) => {
        const byId = new Map(data.mitra.map((row) => [row[0], row]));
        const byName = new Map(data.mitra.map((row) => [row[1].toLowerCase(), row]));
        list.replaceChildren(
          ...data.mitra.map(([, name]) => {
            const option = document.createElement("option");
            option.value = name;
            return option;
          }),
        );
        return { keadaan: data.keadaan, find: (text) => byId.get(text) ?? byName.get(text.toLowerCase()) };
      });
    return register;
  };
  for (const input of [a, b]) input.addEventListener("focus", load, { once: true });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const known = await load();
    const ids = [a, b].map((input) => known.find(input.value.trim())?.[0] ?? input.value.trim());
    history.pushState(null, "", `?a=${encodeURIComponent(ids[0])}&b=${encodeURIComponent(ids[1])}`);
    show(...ids);
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    const ids = [asked.get("a") ?? "", asked.get("b") ?? ""];
    if (ids[0] || ids[1]) show(...ids);
  }

  async function show(first, second) {
    const place = document.getElementById("berlaku-isi");
    place.replaceChildren();
    const known = await load();
    const rows = [known.find(first), known.find(second)];
    a.value = rows[0]?.[1] ?? first;
    b.value = rows[1]?.[1] ?? second;
    if (!first || !second) {
      result.textContent = "Pilih dua pihak.";
      return;
    }
    const missing = [first, second].find((_, place) => !rows[place]);
    if (missing !== undefined) {
      result.textContent = `Tidak ada mitra bernama “${missing}” yang memiliki naskah. Pilih dari daftar yang muncul ketika Anda mengetik.`;
      return;
    }
    if (rows[0][0] === rows[1][0]) {
      result.textContent = "Keduanya pihak yang sama. Pilih dua pihak yang berlainan.";
      return;
    }
    result.textContent = "Memuat…";
    const answer = await fetch(`${root}berlaku/bagian/${rows[0][2]}.json`);
    const data = await answer.json();
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
