// Keys for a long list: j and k go down and up its rows, o opens the row, / goes to the search box.
// Single keys get in the way of speech input and of screen readers, so a button beside the list turns them off for good.

const STORE = "lodge-list-keys";

export default function listKeys(list) {
  let on = readChoice() !== "off";
  let row = -1;

  const links = () => [...list.querySelectorAll("tbody tr, li")].map((item) => item.querySelector("a[href]")).filter(Boolean);

  const move = (step) => {
    const all = links();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement);
    row = Math.min(Math.max((here < 0 ? row : here) + step, 0), all.length - 1);
    all[row].focus();
    all[row].scrollIntoView({ block: "nearest" });
  };

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    o: () => list.contains(document.activeElement) && document.activeElement.closest("a[href]")?.click(),
    "/": () => document.querySelector('input[type="search"]')?.focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  list.after(
    choice(list.dataset, on, (wanted) => {
      on = wanted;
      keepChoice(on ? "on" : "off");
    }),
  );
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function choice(words, on, changed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet no-print";
  const say = () => {
    button.textContent = on ? words.turnOff : words.turnOn;
  };
  button.addEventListener("click", () => {
    on = !on;
    say();
    changed(on);
  });
  say();
  return button;
}

function readChoice() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // storage may be forbidden; the keys then start on at every page
  }
}

function keepChoice(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch {
    /* see readChoice */
  }
}
