/* Keeps the pages a reader has seen, so that they can be read again without a connection. The
   network always comes first; what comes from here says so, and from when it is. */
"use strict";

/* Filled in by the build: what every page needs, each with a piece of its SHA-256. */
const ASSETS = [/* ASET */];
const ROOT = new URL("./", self.location);
const OFFLINE = new URL("luring/", ROOT).href;
/* One name for each form of what is kept; a worker of another form throws the rest away. Sites of
   one host share their caches, so the name carries the folder. */
const OURS = `ksd ${ROOT.pathname} `;
const PAGES = `${OURS}halaman 1`;
const FILES = `${OURS}berkas 1`;
const MOST_PAGES = 60;
const MOST_FILES = 60;
const PATIENCE = 5000;
const KEPT = "x-ksd-disimpan";

const WORDS = {
  id: {
    label: "Salinan tersimpan",
    from: (day) => `Salinan dari ${day}.`,
    offline: "Anda sedang luring.",
    slow: "Jaringan sedang lambat.",
    state: (day) => `Keadaan naskah di halaman ini dihitung per ${day} dan mungkin sudah berubah.`,
    list: "Halaman yang tersimpan",
  },
  en: {
    label: "Saved copy",
    from: (day) => `Copy of ${day}.`,
    offline: "You are offline.",
    slow: "The network is slow.",
    state: (day) => `States on this page were computed as of ${day} and may have changed.`,
    list: "Saved pages",
  },
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT.href)) return;
  const url = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.searchParams.has("v")) event.respondWith(asset(event, url));
  else if (request.destination === "image" || url.pathname.startsWith(`${ROOT.pathname}assets/`)) {
    event.respondWith(other(event));
  }
});

async function install() {
  await Promise.all(ASSETS.map((address) => fetchAsset(new URL(address, ROOT))));
  const offline = await fetch(OFFLINE);
  if (!offline.ok) throw new Error("no page for reading offline");
  await keepPage(OFFLINE, offline);
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  const stale = names.filter((n) => n.startsWith(OURS) && n !== PAGES && n !== FILES);
  await Promise.all(stale.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/* A page: from the network, asked whether it has changed; where that fails or takes long, the copy with its date. */
async function page(event, url) {
  const key = url.origin + url.pathname;
  const copy = await (await caches.open(PAGES)).match(key);
  const answer = fetch(event.request, { cache: "no-cache" }).then((response) => {
    if (response.ok && response.type === "basic" && isPage(response)) {
      event.waitUntil(keepPage(key, response.clone()).catch(() => {}));
    }
    return response;
  });
  if (!copy) return answer.catch(() => unseen());
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const first = await Promise.race([answer.catch(() => undefined), late]);
  if (first) return first;
  event.waitUntil(answer.catch(() => {}));
  return dated(copy, first === null && self.navigator.onLine ? "slow" : "offline");
}

const isPage = (response) => (response.headers.get("content-type") ?? "").startsWith("text/html");

async function keepPage(key, response) {
  const headers = { "content-type": "text/html; charset=utf-8", [KEPT]: new Date().toISOString() };
  await put(PAGES, key, new Response(await response.text(), { headers }), MOST_PAGES);
}

async function dated(copy, reason) {
  const text = await copy.text();
  const language = /<html lang="en"/.test(text) ? "en" : "id";
  const words = WORDS[language];
  const day = (date, zone) =>
    date.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric", timeZone: zone });
  const asOf = text.match(/<time data-per datetime="(\d{4}-\d\d-\d\d)"/)?.[1];
  const banner = `<aside class="ksd-luring" aria-label="${words.label}"><p><strong>${
    words.from(day(new Date(copy.headers.get(KEPT))))} ${words[reason]}</strong> ${
    asOf ? words.state(day(new Date(asOf), "UTC")) : ""} <a href="${OFFLINE}">${words.list}</a></p></aside>`;
  return html(text.replace("<main", () => `${banner}<main`));
}

/* The page for addresses never seen. It is shown at any depth, so its links start at the root. */
async function unseen() {
  const copy = await (await caches.open(PAGES)).match(OFFLINE);
  if (!copy) return Response.error();
  const text = await copy.text();
  return html(text.replaceAll(/(href|src|action)="\.\.\//g, `$1="${ROOT.pathname}`), 503);
}

const html = (text, status = 200) =>
  new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8" } });

/* A file whose address carries its hash never changes: what is kept is right for ever. */
async function asset(event, url) {
  const kept = await (await caches.open(FILES)).match(url.href);
  return kept ?? fetchAsset(url, event);
}

async function fetchAsset(url, event) {
  const response = await fetch(url.href);
  if (!response.ok) return response;
  const keeping = keepAsset(url, response.clone()).catch(() => {});
  if (event) event.waitUntil(keeping);
  else await keeping;
  return response;
}

/* Kept only if it is what its address promises: between two versions of the site a host may give
   the new file for the old address, or the other way round. */
async function keepAsset(url, response) {
  const bytes = await response.clone().arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex.startsWith(url.searchParams.get("v"))) await put(FILES, url.href, response, MOST_FILES);
}

/* Pictures and the texts of the glossary: from the network, else what was kept. */
async function other(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) {
      event.waitUntil(put(FILES, event.request.url, response.clone(), MOST_FILES).catch(() => {}));
    }
    return response;
  } catch (error) {
    const kept = await (await caches.open(FILES)).match(event.request.url);
    if (kept) return kept;
    throw error;
  }
}

/* Entries stand in the order they were put: the newest last, the oldest go first. */
async function put(name, key, response, most) {
  const cache = await caches.open(name);
  await cache.delete(key);
  await cache.put(key, response);
  const keys = (await cache.keys()).filter((request) => request.url !== OFFLINE);
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((old) => cache.delete(old)));
}
