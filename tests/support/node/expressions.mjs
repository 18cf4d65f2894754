// Evaluates what stands on standard input, one JSON document of cases, with the very modules that browsers load.

import { readFileSync } from "node:fs";

import { evaluate, isTrue, number, plain, settled, written } from "../../../static/js/expressions.js";
import { readDate, readNumber, readText } from "../../../static/js/typed.js";

const isNumber = (value) => typeof value?.n === "bigint";

function decoded(value) {
  if (Array.isArray(value)) return value.map(decoded);
  return value !== null && typeof value === "object" ? number(value.n) : value;
}

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

const WORK = {
  condition: (one) => isTrue(one.tree, scopeOf(one)),
  calculation,
  number: (one) => readNumber(one.typed, one.how),
  date: (one) => readDate(one.typed, one.how),
  text: (one) => readText(one.typed, one.how),
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map((one) => WORK[one.what](one))));
