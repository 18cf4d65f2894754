// Shows and hides the questions of a page, and works its totals out, while somebody answers: what the server will say after
// the next save. A question that is not asked waits in a <template> at its place, so nothing of it is sent or read aloud.

import { evaluate, isTrue, number, settled, written } from "../expressions.js";
import { readDate, readNumber, readText } from "../typed.js";

const values = (form, name) => new FormData(form).getAll(name).filter((value) => typeof value === "string");

const READERS = {
  text: (form, uid, how) => readText(values(form, uid)[0] ?? "", how),
  number: (form, uid, how) => number(readNumber(values(form, uid)[0] ?? "", how) ?? ""),
  date: (form, uid, how) => readDate(["day", "month", "year"].map((part) => values(form, `${uid}-${part}`)[0] ?? ""), how),
  choice: (form, uid) => values(form, uid)[0] || null,
  choices: (form, uid) => values(form, uid).filter(Boolean),
  yes_no: (form, uid) => ({ yes: true, no: false })[values(form, uid)[0]] ?? null,
  consent: (form, uid) => values(form, uid).some(Boolean) || null,
};

export default function liveAnswers(form) {
  const page = JSON.parse(form.dataset.page);
  const numbers = new Set(page.numbers);
  const before = Object.fromEntries(Object.entries(page.answers).map(([uid, value]) => [uid, decoded(value)]));

  const update = () => {
    const scope = { answers: { ...before }, numbers };
    for (const part of page.parts) {
      const isShown = part.show ? isTrue(part.show, scope) : part.isShown;
      if (part.show) turn(form, part.uid, isShown);
      if (isShown) scope.answers[part.uid] = part.expr ? total(form, part, scope) : READERS[part.read.as]?.(form, part.uid, part.read);
    }
  };

  form.addEventListener("input", update);
  form.addEventListener("change", update);
  // Going back, the browser fills in what was typed after the page is there.
  window.addEventListener("pageshow", update);
  update();
}

// A number travels as {"n": "12.5"}.
function decoded(value) {
  if (Array.isArray(value)) return value.map(decoded);
  return value !== null && typeof value === "object" ? number(value.n) : value;
}

function turn(form, uid, isShown) {
  const place = form.querySelector(`[data-question="${uid}"]`);
  const kept = place.querySelector(":scope > template");
  if (isShown === !kept) return;
  if (kept) {
    kept.replaceWith(kept.content);
    return;
  }
  const template = document.createElement("template");
  template.content.append(...place.childNodes);
  place.append(template);
}

function total(form, { uid, expr, places, look }, scope) {
  const value = settled(evaluate(expr, scope), places);
  const output = form.querySelector(`output[name="${uid}"]`);
  const text = value === null ? output.dataset.blank : written(value, look);
  // Said aloud only when it is another one.
  if (output.textContent !== text) output.textContent = text;
  return value === null ? null : (number(value) ?? value);
}
