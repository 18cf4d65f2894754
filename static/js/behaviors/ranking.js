// Gives each option of a ranking buttons that move it up and down; moving numbers the places anew from the top. Choosing
// a place in the select moves the option there, so that both ways always say the same.

export default function ranking(list) {
  const rows = () => [...list.children];
  const select = (row) => row.querySelector("select");
  const most = select(rows()[0])?.options.length - 1;

  const number = () => {
    rows().forEach((row, place) => {
      select(row).value = place < most ? String(place + 1) : "";
    });
    select(rows()[0]).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const move = (row, step, button) => {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    number();
    button.focus();
  };

  for (const row of rows()) {
    const buttons = document.createElement("span");
    buttons.className = "ranking-buttons";
    const name = row.querySelector("label").textContent.trim();
    for (const [step, sign, words] of [[-1, "↑", list.dataset.up], [1, "↓", list.dataset.down]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button secondary", textContent: sign });
      button.setAttribute("aria-label", words.replace("…", () => name));
      button.addEventListener("click", () => move(row, step, button));
      buttons.append(button);
    }
    row.append(buttons);
    select(row).addEventListener("change", (event) => {
      if (!event.isTrusted) return;
      const rank = ({ value }) => (value ? Number(value) : most + 1);
      list.append(...rows().sort((one, other) => rank(select(one)) - rank(select(other))));
      select(row).focus();
    });
  }
}
