// Puts a box to type in before a long select: what is typed narrows the list, arrow keys and Enter choose from it.
// The select stays in the form and is what is sent; choosing changes it, so that whoever listens to it hears of it.

const MOST = 60;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

export default function combobox(select) {
  const options = [...select.options].filter((option) => option.value).map((option) => [option, fold(option.text)]);
  const { id, dataset } = select;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  const input = Object.assign(document.createElement("input"), { type: "text", className: "input", id, autocomplete: select.autocomplete || "off" });
  const list = Object.assign(document.createElement("ul"), { id: `${id}-list`, hidden: true });
  const said = Object.assign(document.createElement("div"), { className: "combobox-said visually-hidden" });
  const box = Object.assign(document.createElement("div"), { className: "combobox" });
  let active = -1;

  select.id = `${id}-select`;
  select.hidden = true;
  input.value = select.value ? select.selectedOptions[0].text : "";
  const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
  for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label?.textContent ?? "");
  said.setAttribute("role", "status");
  box.append(input, list, said);
  select.before(box);

  const point = (at) => {
    active = at;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    point(-1);
  };
  const choose = (option) => {
    if (option) input.value = option.text;
    close();
    if (select.value === (option?.value ?? "")) return;
    select.value = option?.value ?? "";
    for (const name of ["input", "change"]) select.dispatchEvent(new Event(name, { bubbles: true }));
  };
  const open = (typed) => {
    const begins = ([, text]) => (text.startsWith(typed) ? 0 : 1);
    const found = options.filter(([, text]) => text.includes(typed)).sort((one, other) => begins(one) - begins(other)).slice(0, MOST);
    list.replaceChildren(...found.map(([option], place) => {
      const item = Object.assign(document.createElement("li"), { id: `${id}-list-${place}`, textContent: option.text });
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return item;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = found.length ? dataset.found.replace("…", String(found.length)) : dataset.none;
    said.classList.toggle("visually-hidden", found.length > 0);
    point(-1);
  };
  const settle = () => {
    const typed = fold(input.value);
    choose(options.find(([, text]) => text === typed)?.[0]);
  };

  input.addEventListener("input", () => open(fold(input.value)));
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("blur", settle);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = options.find(([option]) => option.text === list.children[active]?.textContent)?.[0];
    if (step && list.hidden) open(fold(input.value));
    if (step && !list.hidden) point((active + step + list.children.length) % list.children.length);
    if (step || (event.key === "Enter" && chosen)) event.preventDefault();
    if (event.key === "Enter" && chosen) choose(chosen);
    if (event.key === "Escape") close();
  });
}
