// Evaluates what stands on standard input, one JSON document of cases, with the very modules that browsers load.

import { readFileSync } from "node:fs";

import { evaluate, isTrue, number, plain, settled, written } from "../../../static/js/expressions.js";
import { decoded, following } from "../../../static/js/following.js";
import { READERS, readDate, readNumber, readText } from "../../../static/js/typed.js";

const isNumber = (value) => typeof value?.n === "bigint";

function encoded(value) {
  if (Array.isArray(value)) return value.map(encoded);
  return isNumber(value) ? { n: plain(value) } : value;
}

const scopeOf = ({ answers, numbers }) => ({
  answers: Object.fromEntries(Object.entries(answers).map(([uid, value]) => [uid, decoded(value)])),
  numbers: new Set(numbers),
});

function calculation(one) {
  const value = evaluate(one.tree, scopeOf(one));
  const text = settled(value, one.places);
  return [encoded(value), text, text === null ? null : written(text, one.look)];
}

// What a page shows and comes to once this was typed: by the name of its control, true, false or the text of a total.
function page(one) {
  const told = {};
  const values = (name) => one.typed.filter(([typed]) => typed === name).map(([, value]) => value);
  following(one.page)({
    read: ({ read }, name) => READERS[read.as]?.(values, name, read),
    turn: (name, isShown) => (told[name] = isShown),
    write: (part, name, text) => (told[`${name} =`] = text),
  });
  return told;
}

const WORK = {
  condition: (one) => isTrue(one.tree, scopeOf(one)),
  calculation,
  page,
  number: (one) => readNumber(one.typed, one.how),
  date: (one) => readDate(one.typed, one.how),
  text: (one) => readText(one.typed, one.how),
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map((one) => WORK[one.what](one))));
