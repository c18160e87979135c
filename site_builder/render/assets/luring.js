/* The list of pages kept for reading offline, and the button that throws them away. */
const root = new URL("..", import.meta.url);
const list = document.getElementById("luring-daftar");
const none = document.getElementById("luring-kosong");
const button = document.getElementById("luring-hapus");
const own = new URL("luring/", root).href;

async function caches_() {
  if (!("caches" in window)) return [];
  return (await caches.keys()).filter((name) => name.startsWith(`ksd ${root.pathname} `));
}

async function show() {
  const entries = [];
  for (const name of await caches_()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      const kept = response.headers.get("x-ksd-disimpan");
      if (!kept || request.url === own) continue;
      const document_ = new DOMParser().parseFromString(await response.text(), "text/html");
      entries.push({ address: request.url, title: document_.querySelector("h1")?.textContent, kept });
    }
  }
  entries.sort((a, b) => b.kept.localeCompare(a.kept));
  list.replaceChildren(...entries.map(({ address, title, kept }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title || address;
    const day = document.createElement("span");
    day.className = "ksd-soft";
    day.textContent = ` dibuka ${new Date(kept).toLocaleDateString("id", { day: "numeric", month: "long", year: "numeric" })}`;
    item.append(link, day);
    return item;
  }));
  none.hidden = entries.length > 0;
  button.hidden = entries.length === 0;
}

button.addEventListener("click", async () => {
  for (const name of await caches_()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if ((await cache.match(request)).headers.has("x-ksd-disimpan") && request.url !== own) {
        await cache.delete(request);
      }
    }
  }
  await show();
  none.focus();
});

show();
