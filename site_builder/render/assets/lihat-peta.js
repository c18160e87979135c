/* Lines on the map on demand: pointing at a circle or reaching it by keyboard joins it with the
   regions that are parties to the same agreements. Without script every circle is still a link. */
const SVG = "http://www.w3.org/2000/svg";
/* Half the width of a fingertip, in pixels. */
const FINGER = 22;
const container = document.querySelector("[data-peta]");
if (container) start(container);

function start(container) {
  const result = container.querySelector(".ksd-peta-hasil");
  let ties = null;
  let chosen = null;

  const load = () => {
    ties ??= fetch(container.dataset.peta)
      .then((answer) => {
        if (!answer.ok) throw new Error(`${container.dataset.peta}: ${answer.status}`);
        return answer.json();
      })
      .catch((error) => {
        ties = null;
        throw error;
      });
    return ties;
  };

  async function choose(link) {
    const code = link.dataset.kode;
    if (chosen === code) return;
    chosen = code;
    let others;
    try {
      others = (await load())[code] ?? [];
    } catch (error) {
      console.warn(error);
      if (chosen !== code) return;
      // Chosen again, it is asked for again.
      chosen = null;
      tell(link, " Garisnya tidak dapat dimuat. ");
      return;
    }
    if (chosen !== code) return;
    const counts = new Map(others);
    const most = Math.max(1, ...counts.values());
    let drawn = 0;
    for (const svg of container.querySelectorAll("svg")) {
      const n = draw(svg, code, counts, most);
      if (svg.contains(link)) drawn = n;
    }
    const away = counts.size - drawn;
    tell(link, counts.size
      ? ` Menandatangani naskah bersama ${counts.size} daerah lain${away ? `, ${drawn} di antaranya pada gambar ini` : ""}. `
      : " Tidak ada daerah lain pada naskahnya. ");
  }

  function tell(link, words) {
    const title = link.querySelector("title").textContent;
    const go = document.createElement("a");
    go.href = link.getAttribute("href");
    go.textContent = "Buka halamannya";
    result.hidden = false;
    result.replaceChildren(title + ".", words, go);
  }

  container.addEventListener("focusin", (event) => {
    const link = event.target.closest("svg a[data-kode]");
    if (link) choose(link);
  });
  container.addEventListener("pointerover", (event) => {
    const link = event.target.closest("svg a[data-kode]");
    if (link && event.pointerType !== "touch") choose(link);
  });
  /* A finger cannot point without pressing: the first touch shows, the second follows. What was
     shown is noted when the finger comes down, because the touch itself moves the focus. */
  let shown = null;
  container.addEventListener("pointerdown", () => {
    shown = chosen;
  });
  container.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    const hit = event.target.closest("svg a[data-kode]");
    const link = hit ?? nearest(event);
    if (!link || (hit && shown === link.dataset.kode)) return;
    event.preventDefault();
    choose(link);
  });
  container.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (!chosen && result.hidden)) return;
    chosen = null;
    result.hidden = true;
    result.replaceChildren();
    for (const svg of container.querySelectorAll("svg")) clear(svg);
  });
}

/* The circle a finger that hit none came closest to; on a phone most are smaller than a fingertip. */
function nearest(event) {
  let best = null, least = FINGER;
  for (const link of event.target.closest("svg")?.querySelectorAll("a[data-kode]") ?? []) {
    const box = link.getBoundingClientRect();
    const away = Math.hypot(event.clientX - box.x - box.width / 2, event.clientY - box.y - box.height / 2);
    if (away <= least) [best, least] = [link, away];
  }
  return best;
}

function clear(svg) {
  svg.removeAttribute("data-garis");
  svg.querySelector(".ksd-ties").replaceChildren();
  for (const link of svg.querySelectorAll("[data-terpilih], [data-terkait]")) {
    link.removeAttribute("data-terpilih");
    link.removeAttribute("data-terkait");
  }
}

/* Returns how many of the regions have a circle on this picture. */
function draw(svg, code, counts, most) {
  clear(svg);
  const own = svg.querySelector(`a[data-kode="${CSS.escape(code)}"]`);
  if (!own) return 0;
  svg.setAttribute("data-garis", "");
  own.setAttribute("data-terpilih", "");
  const from = own.querySelector("circle");
  const layer = svg.querySelector(".ksd-ties");
  let drawn = 0;
  for (const link of svg.querySelectorAll("a[data-kode]")) {
    const count = counts.get(link.dataset.kode);
    if (!count) continue;
    const to = link.querySelector("circle");
    const line = document.createElementNS(SVG, "line");
    line.setAttribute("x1", from.getAttribute("cx"));
    line.setAttribute("y1", from.getAttribute("cy"));
    line.setAttribute("x2", to.getAttribute("cx"));
    line.setAttribute("y2", to.getAttribute("cy"));
    line.setAttribute("stroke-width", (0.8 + 3.2 * Math.sqrt(count / most)).toFixed(2));
    link.setAttribute("data-terkait", "");
    layer.append(line);
    drawn += 1;
  }
  return drawn;
}
