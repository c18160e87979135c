/* The search engine: reads the pieces of the index a question needs, and ranks what they name.

   The files and their form are described in site_builder/search/index.py. Nothing here touches the
   page; cari.js does. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
for (let i = 0; i < ALPHABET.length; i++) VALUE[ALPHABET.charCodeAt(i)] = i;

/* What a level of the index stands for: the middle of its range. */
const WEIGHTS = [0.6, 1.2, 2, 3.2, 4.7, 6.5, 8.7, 11];
const HALF = 3;
const OF_FAMILY = 0.6, OF_BEGINNING = 0.7, OF_GUESS = 0.75;
/* An agreement that has all words but the commonest counts as a full answer; where there are few of
   those, agreements that have a good part of the words follow. */
const FULL = 0.8, PART = 0.4, NEAR = 0.05, FEW = 10;
/* What is shown for a word not yet whole; forms that lie elsewhere cost a piece each. */
const MOST_BEGINNINGS = 16, MOST_ELSEWHERE = 2, MOST_GUESSES = 4, SHORTEST_BEGINNING = 3;

const SUFFIXES = ["kannya", "annya", "inya", "nya", "lah", "kah", "kan", "an", "i"];
const PREFIXES = [["meng", ["", "k"]], ["meny", ["s"]], ["men", ["", "t"]], ["mem", ["", "p"]],
  ["me", [""]], ["peng", ["", "k"]], ["peny", ["s"]], ["pen", ["", "t"]], ["pem", ["", "p"]],
  ["per", [""]], ["pe", [""]], ["ber", [""]], ["be", [""]], ["ter", [""]], ["di", [""]], ["se", [""]]];
const NEIGHBOURS = { q: "wa", w: "qeas", e: "wrsd", r: "etdf", t: "ryfg", y: "tugh", u: "yihj", i: "uojk",
  o: "ipkl", p: "ol", a: "qwsz", s: "awedzx", d: "serfxc", f: "drtgcv", g: "ftyhvb", h: "gyujbn",
  j: "huiknm", k: "jiolm", l: "kop", z: "asx", x: "zsdc", c: "xdfv", v: "cfgb", b: "vghn", n: "bhjm", m: "njk" };

/** The words of a text, as site_builder/search/words.py cuts them. */
export function splitWords(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

function* withoutPrefix(word) {
  for (const [prefix, starts] of PREFIXES) {
    if (!word.startsWith(prefix)) continue;
    const rest = word.slice(prefix.length);
    for (const start of starts) if (!start || /^[aiueo]/.test(rest)) yield start + rest;
  }
}

/** What a word may be built on, the word itself first, as site_builder/search/roots.py has it. */
export function possibleRoots(word) {
  if (!/^[a-z]+$/.test(word) || word.length <= 3) return [word];
  const found = new Set([word]);
  const bare = new Set([word, ...SUFFIXES.filter((s) => word.endsWith(s)).map((s) => word.slice(0, -s.length))]);
  for (const stem of bare) {
    found.add(stem);
    const once = [...withoutPrefix(stem)];
    if (stem !== word && stem.startsWith("ke")) once.push(stem.slice(2));
    for (const root of once) {
      found.add(root);
      for (const deeper of withoutPrefix(root)) found.add(deeper);
    }
  }
  const kept = [...found].filter((root) => root.length > 3 && /[aiueo]/.test(root));
  return kept.length ? kept : [word];
}

/** Whole numbers from letters, five bits each; the sixth bit says that more follow. */
export function decodeNumbers(text) {
  const found = [];
  let number = 0, shift = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUE[text.charCodeAt(i)];
    number |= (value & 31) << shift;
    if (value & 32) shift += 5;
    else {
      found.push(number);
      number = shift = 0;
    }
  }
  return found;
}

function decodeList(text) {
  const steps = decodeNumbers(text);
  const docs = new Uint32Array(steps.length), levels = new Uint8Array(steps.length);
  let last = -1;
  for (let i = 0; i < steps.length; i++) {
    last += steps[i] >> 3;
    docs[i] = last;
    levels[i] = steps[i] & 7;
  }
  return { docs, levels };
}

/** Slips between two words: letters left out, added, changed or swapped; `most` + 1 if there are more. */
export function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

export class Engine {
  /** @param {URL} root address of the site */
  constructor(root) {
    this.root = root;
    this.files = new Map();
    this.lists = new Map();
  }

  async open() {
    this.opening ??= this.#open().catch((error) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  async #open() {
    // Asked anew each time: a page left open must not read pieces of an older index.
    const answer = await fetch(new URL("cari/indeks.json", this.root), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`cari/indeks.json: ${answer.status}`);
    this.about = await answer.json();
    this.stop = new Set(this.about.stop);
    this.base = new URL(`cari/${this.about.folder}/`, this.root);
  }

  get count() {
    return this.about.count;
  }

  async file(name) {
    if (!this.files.has(name)) {
      this.files.set(name, fetch(new URL(name, this.base)).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.text();
      }).catch((error) => {
        this.files.delete(name);
        throw error;
      }));
    }
    return this.files.get(name);
  }

  #pieceOf(word) {
    const starts = this.about.starts;
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  async #piece(number) {
    const name = `k/${number}.txt`;
    if (!this.lists.has(name)) {
      const text = await this.file(name);
      this.lists.set(name, new Map(text.split("\n").map((line) => {
        const tab = line.indexOf("\t");
        return [line.slice(0, tab), line.slice(tab + 1)];
      })));
    }
    return this.lists.get(name);
  }

  async #line(word) {
    const number = this.#pieceOf(word);
    return number < 0 ? undefined : (await this.#piece(number)).get(word);
  }

  async #list(text) {
    if (text === "*") return { everywhere: true };
    if (!text.startsWith("@")) return decodeList(text);
    const name = `p/${text.slice(1, text.indexOf(","))}.txt`;
    if (!this.lists.has(name)) this.lists.set(name, decodeList(await this.file(name)));
    return this.lists.get(name);
  }

  /* The forms of a word's family with their lists as text; undefined where the index has none. */
  async #family(word) {
    let line = await this.#line(word), root = word;
    if (line?.startsWith("=")) {
      root = line.slice(1);
      line = await this.#line(root);
    }
    if (line === undefined) return undefined;
    return line.split("|").map((part) => {
      const colon = part.indexOf(":");
      return { word: part.slice(0, colon) || root, list: part.slice(colon + 1) };
    });
  }

  async #begins(word) {
    if (word.length < SHORTEST_BEGINNING) return [];
    const here = [], elsewhere = [];
    const first = Math.max(0, this.#pieceOf(word));
    for (let number = first; number < Math.min(first + 2, this.about.starts.length); number++) {
      if (number > first && !this.about.starts[number].startsWith(word)) break;
      for (const [key, value] of await this.#piece(number)) {
        if (key.startsWith(word) && !key.includes(" ")) (value.startsWith("=") ? elsewhere : here).push(key);
      }
    }
    return [...here, ...elsewhere.slice(0, MOST_ELSEWHERE)].slice(0, MOST_BEGINNINGS);
  }

  async #letters(letters) {
    const texts = await Promise.all([...letters].filter((l) => this.about.guesses[l]).map((l) => this.file(`e/${l}.txt`)));
    return texts.flatMap((text) => text.split("\n"));
  }

  async #guess(word) {
    const most = word.length < 8 ? 1 : 2;
    const rounds = [word[0], word[1] + (NEIGHBOURS[word[0]] ?? "")];
    const rest = Object.values(this.about.guesses).reduce((sum, size) => sum + size, 0);
    // The first letter is missing: any may have stood there. Small vocabularies are worth the look.
    if (rest < 150_000) rounds.push(Object.keys(this.about.guesses).join(""));
    for (const letters of rounds) {
      let best = most, found = [];
      for (const other of await this.#letters(new Set(letters))) {
        const distance = slips(word, other, best);
        if (distance < best) found = [];
        if (distance <= best) {
          best = distance;
          found.push(other);
        }
      }
      if (found.length) return found.slice(0, MOST_GUESSES);
    }
    return [];
  }

  /* Two known words written as one. */
  async #parts(word) {
    if (word.length < 6) return undefined;
    const known = new Set(await this.#letters(word[0]));
    for (let at = word.length - 3; at >= 3; at--) {
      if (known.has(word.slice(0, at)) && await this.#family(word.slice(at))) return [word.slice(0, at), word.slice(at)];
    }
    return undefined;
  }

  /* What a word of the question stands for: forms with their factors. */
  async #term(word, isUnfinished = false) {
    const own = await this.#family(word);
    if (own) return { word, forms: own.map((f) => ({ ...f, factor: f.word === word ? 1 : OF_FAMILY })) };
    if (/\d/.test(word)) {
      const bare = word.replace(/^0+(?=.)/, "");
      const forms = bare === word ? undefined : await this.#family(bare);
      if (forms) return { word, forms: forms.map((f) => ({ ...f, factor: OF_FAMILY })) };
    } else {
      for (const root of possibleRoots(word).slice(1)) {
        const forms = await this.#family(root);
        if (forms) return { word, forms: forms.map((f) => ({ ...f, factor: OF_FAMILY })) };
      }
    }
    const begins = await this.#exact(await this.#begins(word), OF_BEGINNING);
    if (begins.length) return { word, forms: begins };
    if (isUnfinished || /\d/.test(word) || word.length < 4) return { word, forms: [] };
    const parts = await this.#parts(word);
    if (parts) return { word, parts };
    const guesses = await this.#guess(word);
    return { word, forms: await this.#exact(guesses, OF_GUESS), guesses };
  }

  /* Two words of the question that the records write as one ("gunung kidul"): no guess is needed then. */
  async #join(words, terms) {
    for (let i = 0; i + 1 < words.length; i++) {
      if (/\d/.test(words[i] + words[i + 1])) continue;
      const joined = words[i] + words[i + 1];
      const forms = (await this.#family(joined))?.map((f) => ({ ...f, factor: f.word === joined ? 1 : OF_FAMILY }));
      if (!forms) continue;
      for (const term of terms) {
        if (term.word !== words[i] && term.word !== words[i + 1]) continue;
        const own = term.guesses ? [] : term.forms;
        Object.assign(term, { forms: [...own, ...forms.map((form) => ({ ...form }))], guesses: undefined });
      }
    }
  }

  async #exact(words, factor) {
    const families = await Promise.all(words.map((word) => this.#family(word)));
    return families.flatMap((forms, i) => (forms ?? []).filter((f) => f.word === words[i]).map((f) => ({ ...f, factor })));
  }

  /** The words of a question in their one spelling, without those that say nothing. */
  wordsOf(question) {
    return splitWords(question).flatMap((word) => this.about.spellings[word] ?? [word]).filter((word) => !this.stop.has(word));
  }

  /** Ask. Gives the agreements in order of relevance, the words that matched, and what was made of others.
   *  An empty question gives all, the newest first. Of a question still being typed (`isTyped`) the
   *  last word may be a beginning: it is not guessed at, and left out while nothing begins so. */
  async ask(question, isTyped = false) {
    await this.open();
    let words = this.wordsOf(question);
    const all = () => Uint32Array.from({ length: this.count }, (_, i) => i);
    if (!words.length) return { docs: all(), matched: new Set(), guessed: [], unknown: [] };
    const unique = [...new Set(words)];
    const last = isTyped && /[\p{L}\p{N}]$/u.test(question) ? words.at(-1) : undefined;
    let terms = await Promise.all(unique.map((word) => this.#term(word, word === last)));
    if (last && !terms.find((term) => term.word === last).forms?.length) terms = terms.filter((term) => term.word !== last);
    const split = terms.filter((term) => term.parts);
    if (split.length) {
      words = words.flatMap((word) => split.find((term) => term.word === word)?.parts ?? [word]);
      terms = await Promise.all([...new Set(words)].map((word) => this.#term(word)));
    }
    await this.#join(words, terms);
    const guessed = terms.filter((term) => term.guesses?.length && term.forms.length);
    const unknown = terms.filter((term) => !term.forms?.length).map((term) => term.word);
    terms = terms.filter((term) => term.forms?.length);
    const about = {
      matched: new Set(terms.flatMap((term) => term.forms.map((form) => form.word))),
      guessed: guessed.map((term) => ({ word: term.word, instead: term.forms.map((form) => form.word) })),
      unknown,
    };
    if (last && !terms.length && !unknown.length) return undefined;
    if (!terms.length) return { ...about, docs: new Uint32Array() };
    await Promise.all(terms.flatMap((term) => term.forms.map(async (form) => { form.entries = await this.#list(form.list); })));
    return { ...about, ...(await this.#rank(terms, words) ?? { docs: all() }) };
  }

  async #rank(terms, words) {
    const score = new Float32Array(this.count), has = new Float32Array(this.count);
    const best = new Float32Array(this.count);
    let total = 0;
    for (const { forms } of terms) {
      if (forms.some((form) => form.entries.everywhere && form.factor === 1)) continue;
      const lists = forms.filter((form) => !form.entries.everywhere);
      best.fill(0);
      let found = 0;
      for (const { entries: { docs, levels }, factor } of lists) {
        for (let i = 0; i < docs.length; i++) {
          const weight = WEIGHTS[levels[i]];
          const worth = factor * (weight / (weight + HALF));
          if (!best[docs[i]]) found++;
          if (worth > best[docs[i]]) best[docs[i]] = worth;
        }
      }
      const rare = Math.log(1 + (this.count - found + 0.5) / (found + 0.5));
      total += rare;
      for (let doc = 0; doc < this.count; doc++) {
        if (!best[doc]) continue;
        score[doc] += rare * best[doc];
        has[doc] += rare;
      }
    }
    if (!total) return undefined;
    const numbered = await this.#pairs(words, score);
    const most = has.reduce((a, b) => Math.max(a, b), 0);
    const full = [], part = [];
    for (let doc = 0; doc < this.count; doc++) {
      if (!has[doc] || (numbered && !numbered.has(doc))) continue;
      if (has[doc] >= most * FULL) full.push(doc);
      else if (has[doc] >= total * PART) part.push(doc);
      score[doc] *= (has[doc] / total) ** 2;
    }
    const better = (a, b) => score[b] - score[a] || a - b;
    const docs = full.sort(better);
    const bound = NEAR * (docs.length ? score[docs[0]] : 0);
    const more = docs.length < FEW ? part.filter((doc) => score[doc] >= bound).sort(better) : [];
    return { docs: Uint32Array.from([...docs, ...more]), full: docs.length };
  }

  /* Words that stand side by side count more; parts of a number must all do so, if anywhere they do. */
  async #pairs(words, score) {
    let numbered;
    for (let i = 0; i + 1 < words.length; i++) {
      const line = await this.#line(`${words[i]} ${words[i + 1]}`);
      const isNumber = /\d/.test(words[i]) && /\d/.test(words[i + 1]);
      if (line === undefined || line === "*") continue;
      const { docs } = await this.#list(line);
      const rare = Math.log(1 + (this.count - docs.length + 0.5) / (docs.length + 0.5));
      for (const doc of docs) score[doc] += rare * 0.6;
      if (isNumber) {
        const here = new Set(docs);
        numbered = numbered ? new Set([...numbered].filter((doc) => here.has(doc))) : here;
      }
    }
    return numbered?.size ? numbered : undefined;
  }

  async #parties() {
    await this.open();
    if (!this.lists.has("m.json")) {
      const rows = JSON.parse(await this.file("m.json"));
      const known = (words) => words.filter((word) => !this.stop.has(word));
      this.lists.set("m.json", rows.map(([id, name, count, others]) => ({
        id, name, count, readings: [splitWords(name), ...others.map((other) => other.split(" "))].map(known),
      })));
    }
    return this.lists.get("m.json");
  }

  /** Parties whose name, in a short form or another, has all words of a question or words that begin
   *  so, the closest first; slips are forgiven where nothing has them. `isWhole` says that nothing
   *  was left out of the name. */
  async parties(question) {
    const parties = await this.#parties();
    const asked = this.wordsOf(question);
    if (!asked.length) return [];
    const begins = (word, other) => other.startsWith(word);
    const nearly = (word, other) => word.length > 3 && slips(word, other, word.length < 8 ? 1 : 2) <= (word.length < 8 ? 1 : 2);
    for (const same of [begins, (word, other) => begins(word, other) || nearly(word, other)]) {
      const found = [];
      for (const { id, name, count, readings } of parties) {
        // "pemprov jawa timur" mixes a short form with a long one.
        const all = readings.flat();
        if (!asked.every((word) => all.some((other) => same(word, other)))) continue;
        const isWhole = readings.some((words) => words.length === asked.length && words.every((word) => asked.includes(word)));
        found.push({ id, name, count, isWhole, length: Math.min(...readings.map((words) => words.length)) });
      }
      if (found.length) {
        return found.sort((a, b) => b.isWhole - a.isWhole || a.length - b.length || b.count - a.count || a.name.localeCompare(b.name, "id"));
      }
    }
    return [];
  }

  /** The agreements of each value of a facet. */
  async facet(name) {
    await this.open();
    const key = `s/${name}.json`;
    if (!this.lists.has(key)) {
      const values = JSON.parse(await this.file(key));
      this.lists.set(key, new Map(Object.entries(values).map(([value, text]) => {
        let last = -1;
        return [value, Uint32Array.from(decodeNumbers(text), (step) => (last += step))];
      })));
    }
    return this.lists.get(key);
  }

  /** Agreements by their last day: those to come, the nearest first, those past, those unknown. */
  async byLastDay(docs) {
    const order = JSON.parse(await this.file("s/akhir.json"));
    const asked = new Set(docs);
    const known = order.filter((doc) => asked.has(doc));
    for (const doc of known) asked.delete(doc);
    return Uint32Array.from([...known, ...[...asked].sort((a, b) => a - b)]);
  }

  /** The rows of some agreements: [id, title, parties, form, dates, state, form and dates in English]. */
  async rows(docs) {
    const size = this.about.rows;
    return Promise.all([...docs].map(async (doc) => {
      const name = `r/${Math.floor(doc / size)}.json`;
      if (!this.lists.has(name)) this.lists.set(name, JSON.parse(await this.file(name)));
      return this.lists.get(name)[doc % size];
    }));
  }

  /** The rows of some agreements in the flat table: its header, then a row each. */
  async flatRows(docs) {
    const size = this.about.flat;
    const parts = [...new Set([...docs].map((doc) => Math.floor(doc / size)))];
    const read = new Map(await Promise.all(parts.map(async (n) => [n, JSON.parse(await this.file(`u/${n}.json`))])));
    const header = JSON.parse(await this.file("u/kolom.json"));
    return [header, ...[...docs].map((doc) => read.get(Math.floor(doc / size))[doc % size])];
  }
}
