// What is typed into a question, as the server would take it (webapp/kinds); null for what is blank or refused there.

import { number, plain, rounded } from "./expressions.js";

// By what the server calls the way of reading; values(name): all that stands under a name of the page.
export const READERS = {
  text: (values, name, how) => readText(values(name)[0] ?? "", how),
  number: (values, name, how) => number(readNumber(values(name)[0] ?? "", how) ?? ""),
  date: (values, name, how) => readDate(["day", "month", "year"].map((part) => values(`${name}-${part}`)[0] ?? ""), how),
  choice: (values, name, how) => readOptions(values, name, how)?.[0] ?? null,
  choices: (values, name, how) => {
    const ticked = readOptions(values, name, how) ?? [];
    const isAlone = ticked.length === 1 && how.alone.includes(ticked[0]);
    const isMixed = ticked.length > 1 && ticked.some((key) => how.alone.includes(key));
    const fits = ticked.length >= (how.min ?? 1) && ticked.length <= (how.max ?? ticked.length);
    return ticked.length && !isMixed && (isAlone || fits) ? ticked : null;
  },
  yes_no: (values, name) => ({ yes: true, no: false })[values(name)[0]] ?? null,
  consent: (values, name) => values(name).some(Boolean) || null,
};

const COULD_BE_BOTH = /^[1-9]\d{0,2}([.,])\d{3}$/;
const GROUPED = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:([.,])(\d+))?$/;

// One line: NFC, trimmed, with something on it that can be seen.
export function line(text) {
  const clean = text.normalize("NFC").trim();
  return /[^\s\p{Cf}\p{Cc}\p{Z}\p{Mn}]/u.test(clean) ? clean : null;
}

export function readText(text, { max }) {
  const found = line(text);
  return found !== null && [...found].length <= max ? found : null;
}

// The keys that are ticked; null where nothing is typed behind one that asks for it.
function readOptions(values, name, { other, longest }) {
  const ticked = values(name).filter(Boolean);
  const isUnsaid = ticked.includes(other) && readText(values(`${name}-other`)[0] ?? "", { max: longest }) === null;
  return isUnsaid ? null : ticked;
}

// Plain decimal text. Separators are understood only where they can mean one thing.
export function readNumber(text, { mark, decimals, min, max, names = [] }) {
  const clean = bare(line(text) ?? "", names).replace("\u2212", "-");
  const sign = /^[+-]/.test(clean) ? clean[0] : "";
  const digits = clean.slice(sign.length).replace(/[ \u00a0\u2007\u2009\u202f'’]/g, " ").trim();
  const value = digits.length <= 40 ? number(`${sign === "-" ? "-" : ""}${understood(digits, mark, decimals) ?? "?"}`) : null;
  if (!value || `${plain(value)}.`.split(".")[1].length > decimals) return null;
  const isWithin = (limit, order) => limit === null || order(apart(value, number(limit)));
  const fits = isWithin(min, (sign) => sign >= 0n) && isWithin(max, (sign) => sign <= 0n);
  return fits && plain(value).replace(/^-?/, "").split(".")[0].length <= 15 ? plain(value).replace(/^-0$/, "0") : null;
}

// An amount without its currency's sign or code, before or after it.
function bare(text, names) {
  if (!names.length) return text;
  const either = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&")).join("|");
  return text.replace(new RegExp(`^([+\\-\u2212]?)\\s*(?:${either})\\s*|\\s*(?:${either})$`, "iu"), "$1");
}

function apart(left, right) {
  const p = Math.max(left.p, right.p);
  return rounded(left, p).n - rounded(right, p).n;
}

function understood(digits, mark, decimals) {
  const both = COULD_BE_BOTH.exec(digits);
  if (both && both[1] !== mark) return decimals >= 3 ? null : digits.replace(both[1], "");
  if (/^\d+([.,]\d+)?$/.test(digits)) return digits.replace(",", ".");
  if (/^\d{1,3}( \d{3})+([.,]\d+)?$/.test(digits)) return digits.replaceAll(" ", "").replace(",", ".");
  const grouped = GROUPED.exec(digits);
  if (!grouped) return null;
  const [, group, used, places] = grouped;
  if (places === undefined) return digits.replaceAll(group, "");
  return used === group ? null : `${digits.slice(0, -places.length - 1).replaceAll(group, "")}.${places}`;
}

// Three boxes. A month by its name is understood by the server alone.
export function readDate(boxes, { min, max }) {
  const [date, month, year] = boxes.map((box) => line(box) ?? "");
  if (!/^\d{1,2}$/.test(date) || !/^\d{1,2}$/.test(month) || !/^[1-9]\d{3}$/.test(year)) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const real = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== iso) return null;
  return (min === null || iso >= min) && (max === null || iso <= max) ? iso : null;
}
