// Conditions and calculations, worked out from the JSON of a form exactly as the server does (webapp/models/expressions.py
// and conditions.py); a test has both agree on thousands of them. The server decides; this only shows what it will say.
// A number is {n, p}: n / 10^p, with n a BigInt. null is nothing: never asked, left blank, or not to be computed.

const MOST_WHOLE = 15;
const MOST_PLACES = 30;
const MOST_DIGITS = 2 * (MOST_WHOLE + MOST_PLACES);
const IN_TIME = [/^\d{4}-\d\d-\d\d$/, /^\d{4}-\d\d-\d\dT[\d:]{5,8}$/, /^\d\d:\d\d$/];
const ORDERS = { lt: (sign) => sign < 0, le: (sign) => sign <= 0, gt: (sign) => sign > 0, ge: (sign) => sign >= 0 };

export function number(text) {
  const found = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!found || !(found[2] || found[3])) return null;
  const places = found[3] ?? "";
  return { n: BigInt(`${found[2]}${places}`) * (found[1] ? -1n : 1n), p: places.length };
}

export function plain({ n, p }) {
  const digits = `${n < 0n ? -n : n}`.padStart(p + 1, "0");
  const places = digits.slice(digits.length - p).replace(/0+$/, "");
  return `${n < 0n ? "-" : ""}${digits.slice(0, digits.length - p)}${p && places ? `.${places}` : ""}`;
}

// Half up, away from zero.
export function rounded({ n, p }, places) {
  if (p <= places) return { n: n * 10n ** BigInt(places - p), p: places };
  const unit = 10n ** BigInt(p - places);
  const size = ((n < 0n ? -n : n) * 2n + unit) / (2n * unit);
  return { n: n < 0n ? -size : size, p: places };
}

// Within what is computed with, without needless zeros.
export function kept({ n, p }) {
  if (`${n < 0n ? -n : n}`.length > MOST_DIGITS) return null;
  while (p > 0 && n % 10n === 0n) [n, p] = [n / 10n, p - 1];
  const whole = `${n < 0n ? -n : n}`.length - p;
  return whole <= MOST_WHOLE && p <= MOST_PLACES ? { n, p } : null;
}

const isNumber = (value) => typeof value?.n === "bigint";
const isNothing = (value) => value === null || value === "" || (Array.isArray(value) && !value.length);
const flat = (value) => (Array.isArray(value) ? value.flatMap(flat) : [value]);

function difference(left, right) {
  const p = Math.max(left.p, right.p);
  const apart = rounded(left, p).n - rounded(right, p).n;
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
}

// A text as its kind compares it: "10" is ten where the kind is one of numbers.
function faced(value, isOfNumbers) {
  if (Array.isArray(value)) return value.map((part) => faced(part, isOfNumbers));
  return isOfNumbers && typeof value === "string" ? (number(value) ?? value) : value;
}

// `scope`: answers (uid to value, as compared) and numbers (the uids of questions for numbers, a Set).
export function evaluate(expression, scope, isOfNumbers = false) {
  if (expression === null || typeof expression !== "object" || Array.isArray(expression)) return faced(expression, isOfNumbers);
  const [name] = Object.keys(expression);
  return OPERATIONS[name](expression[name], scope);
}

const OPERATIONS = {
  f: (uid, scope) => scope.answers[uid] ?? null,
  sum: (parts, scope) => sum(parts, scope),
  mul: (parts, scope) =>
    parts.reduce((product, part) => {
      const factor = asNumber(evaluate(part, scope, true));
      return product && factor && kept({ n: product.n * factor.n, p: product.p + factor.p });
    }, number("1")),
  count: (parts, scope) => {
    const found = [parts].flat().flatMap((part) => flat(evaluate(part, scope)));
    return number(`${found.filter((one) => one !== null && one !== "").length}`);
  },
  days_between: ([start, end], scope) => {
    const [first, last] = [day(evaluate(start, scope)), day(evaluate(end, scope))];
    return first === null || last === null ? null : number(`${last - first}`);
  },
  upper: (part, scope) => {
    const text = evaluate(part, scope);
    return typeof text === "string" ? text.toUpperCase() : null;
  },
};

const asNumber = (value) => (isNumber(value) ? kept(value) : null);
const isLiteral = (part) => typeof part !== "object";

// Blanks are left out; a sum of which nothing but constants is left is nothing itself.
function sum(parts, scope) {
  let total = number("0");
  let hasAnswers = parts.every(isLiteral);
  for (const part of parts) {
    for (const one of flat(evaluate(part, scope, true)).map(asNumber)) {
      if (!one || !total) continue;
      const p = Math.max(total.p, one.p);
      total = kept({ n: rounded(total, p).n + rounded(one, p).n, p });
      hasAnswers ||= !isLiteral(part);
    }
  }
  return hasAnswers ? total : null;
}

// Days since 1970, or null where there is no such day.
export function day(value) {
  const found = typeof value === "string" ? /^(\d{4})-(\d\d)-(\d\d)(?:T.*)?$/s.exec(value) : null;
  if (!found || found[1] === "0000") return null;
  const date = new Date(0);
  date.setUTCFullYear(+found[1], +found[2] - 1, +found[3]);
  return date.toISOString().slice(0, 10) === value.slice(0, 10) ? date.getTime() / 86400000 : null;
}

export function isTrue(condition, scope) {
  if (condition.all) return condition.all.every((part) => isTrue(part, scope));
  if (condition.any) return condition.any.some((part) => isTrue(part, scope));
  if (condition.not) return !isTrue(condition.not, scope);
  const left = "f" in condition ? { f: condition.f } : condition.l;
  if (condition.op === "empty") return isNothing(evaluate(left, scope));
  const right = "f" in condition ? condition.v : condition.r;
  const faces = [left, right].map((side) => isOfNumbers(side, scope));
  return compare(condition.op, evaluate(left, scope, faces[1]), evaluate(right, scope, faces[0]));
}

function isOfNumbers(side, scope) {
  if (side === null || typeof side !== "object" || Array.isArray(side)) return false;
  return "f" in side ? scope.numbers.has(side.f) : !("upper" in side);
}

function compare(op, left, right) {
  if (op === "ne") return !compare("eq", left, right);
  if (left === null || right === null) return false;
  if (op === "eq") return isEqual(left, right);
  if (op === "in") return flat(left).some((part) => flat(right).some((one) => isEqual(part, one)));
  if (op === "has") return flat(left).some((part) => isEqual(part, right));
  if (isNumber(left) && isNumber(right)) return ORDERS[op](difference(left, right));
  if (typeof left !== "string" || typeof right !== "string") return false;
  const alike = IN_TIME.some((form) => form.test(left) && form.test(right));
  return alike && ORDERS[op](left < right ? -1 : left > right ? 1 : 0);
}

function isEqual(left, right) {
  if (isNumber(left) && isNumber(right)) return difference(left, right) === 0;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((part, at) => isEqual(part, right[at]));
  }
  return typeof left === typeof right && left === right;
}

// What a calculation comes to, as the server stores it: a text, or nothing.
export function settled(value, places) {
  if (typeof value === "string") return value || null;
  if (!isNumber(value)) return null;
  const text = plain(rounded(value, places));
  return text.replace(/^-/, "").split(".")[0].length <= MOST_WHOLE ? (text === "-0" ? "0" : text) : null;
}

// As the server writes it (webapp/kinds/computed.py, Look); `look.places` null: as many decimals as there are.
export function written(text, look) {
  const value = number(text);
  if (!value) return text;
  const shown = look.places === null ? plain(value) : fixed(rounded(value, look.places));
  const [whole, places] = shown.replace(/^-/, "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, look.group);
  return `${value.n < 0n ? "-" : ""}${look.before}${grouped}${places ? look.mark + places : ""}${look.after}`;
}

function fixed({ n, p }) {
  const digits = `${n < 0n ? -n : n}`.padStart(p + 1, "0");
  return p ? `${digits.slice(0, -p)}.${digits.slice(-p)}` : digits;
}
