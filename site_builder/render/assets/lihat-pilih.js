/* A text field that proposes while one types: the combobox of the ARIA Authoring Practices.

   Arrow keys walk through the proposals, Enter takes one, Escape puts them away. What was taken stands
   in `data-nilai` of the field until it is typed in again. */
const MOST = 8, REST_MS = 150;

/** What a form does when what was asked of it cannot be loaded: it says so and shows nothing older.
 *  @param {HTMLElement} result says what was found
 *  @param {HTMLElement} place holds what was found
 *  @returns {(error: Error) => void} */
export function failing(result, place) {
  return (error) => {
    console.warn(error);
    place.replaceChildren();
    result.textContent = "Data tidak dapat dimuat. Coba lagi.";
  };
}

/** Give a field its proposals.
 *  @param {HTMLInputElement} input
 *  @param {(text: string) => Promise<{value: string, text: string, note: string}[]>} propose
 *  @returns {() => Promise<void>} shows the proposals for what the field holds */
export function propose(input, propose) {
  const list = document.createElement("ul");
  const told = document.createElement("span");
  list.id = `${input.id}-usulan`;
  list.className = "ksd-choices";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", `Usulan untuk ${input.labels[0].textContent.toLowerCase()}`);
  told.className = "ksd-hidden";
  told.setAttribute("role", "status");
  input.after(list, told);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  let turn = 0, timer = 0, active = -1;
  close();

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    const options = [...list.children];
    active = (place + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", `${i === active}`));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function take(option) {
    input.value = option.dataset.teks;
    input.dataset.nilai = option.dataset.nilai;
    told.textContent = `${option.dataset.teks} dipilih.`;
    close();
  }

  async function show() {
    const mine = ++turn;
    const found = (await propose(input.value.trim())).slice(0, MOST);
    if (mine !== turn || document.activeElement !== input) return;
    close();
    list.replaceChildren(...found.map(({ value, text, note }, i) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.nilai = value;
      option.dataset.teks = text;
      const more = document.createElement("span");
      more.className = "ksd-soft";
      more.textContent = note;
      option.append(text, " ", more);
      return option;
    }));
    told.textContent = found.length ? `${found.length} usulan. Panah bawah untuk memilih.` : "Tidak ada usulan.";
    if (!found.length) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  input.addEventListener("input", () => {
    delete input.dataset.nilai;
    clearTimeout(timer);
    turn += 1;
    if (input.value.trim().length < 2) close();
    else timer = setTimeout(() => show().catch(console.warn), REST_MS);
  });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isOpen) {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      take(list.children[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener("blur", () => {
    turn += 1;
    clearTimeout(timer);
    close();
  });
  /* The field keeps the focus while a finger or the mouse chooses. */
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role='option']");
    if (option) take(option);
  });
  // What was typed before this was loaded is answered too.
  if (document.activeElement === input && input.value) show().catch(console.warn);
  return async () => {
    input.focus();
    await show();
  };
}
