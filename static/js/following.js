// Goes through the questions of a page from first to last, as the server does (webapp/models/relevance.py): each is shown or
// not by the answers before it, those in a row of a group by their own row, and what follows a group sees all of its rows.

import { evaluate, isTrue, number, settled } from "./expressions.js";

// A number travels as {"n": "12.5"}.
export function decoded(value) {
  if (Array.isArray(value)) return value.map(decoded);
  return value !== null && typeof value === "object" && "n" in value ? number(value.n) : value;
}

// `page`: the JSON of the page. The walk that comes back takes three hands: read(part, name) gives an answer as it compares,
// turn(name, isShown) shows or hides a question, write(part, name, text) fills in a total.
export function following(page) {
  const numbers = new Set(page.numbers);
  const before = Object.fromEntries(Object.entries(page.answers).map(([uid, value]) => [uid, decoded(value)]));

  return (hands) => {
    const scope = { answers: { ...before }, numbers };
    for (const part of page.parts) {
      if (!shown(part, part.uid, part.isShown, scope, hands)) continue;
      if (part.items) scope.answers = { ...scope.answers, ...rows(part, scope, hands) };
      else scope.answers[part.uid] = answer(part, part.uid, scope, hands);
    }
  };
}

function shown(part, name, wasShown, scope, hands) {
  if (!part.show) return wasShown;
  const isShown = isTrue(part.show, scope);
  hands.turn(name, isShown);
  return isShown;
}

function answer(part, name, scope, hands) {
  if (!part.expr) return hands.read(part, name) ?? null;
  const text = settled(evaluate(part.expr, scope), part.places);
  hands.write(part, name, text);
  return text === null ? null : (number(text) ?? text);
}

// What the rest of the page sees of a group: that there are rows, and of each question the answers in all of them.
function rows(group, scope, hands) {
  const given = Object.fromEntries(group.items.map((part) => [part.uid, []]));
  const outside = Object.entries(scope.answers).filter(([uid]) => uid !== group.uid && !(uid in given));
  for (const [id, asked] of Object.entries(group.rows)) {
    const row = { answers: Object.fromEntries(outside), numbers: scope.numbers };
    for (const part of group.items) {
      const name = `${group.uid}-${id}-${part.uid}`;
      if (!shown(part, name, asked.includes(part.uid), row, hands)) continue;
      row.answers[part.uid] = answer(part, name, row, hands);
      if (row.answers[part.uid] !== null) given[part.uid].push(row.answers[part.uid]);
    }
  }
  const standing = Object.keys(group.rows).map(() => ({}));
  return { ...given, [group.uid]: standing.length ? standing : null };
}
