// What a learner wrote, read as coursekit/quiz/reading.py reads it, and as Python reads what is no answer at all.

// Python's white space, which is not JavaScript's.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const IGNORED = new RegExp(`[${SPACE}_']`, "gu");
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const LINE_ENDS = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/u;
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const isDigit = (code) => /^\p{Nd}$/u.test(String.fromCodePoint(code));

// Digits of any script count; in Unicode they stand together, from zero to nine.
function plainDigit(digit) {
  let code = digit.codePointAt(0);
  let steps = 0;
  while (isDigit(code - 1)) { code -= 1; steps += 1; }
  return `${steps % 10}`;
}

// A number as people write it: 2231, 2,231, 2 231, 35.7, 35,7, and with its unit: 93 claims. Null when it is none.
export function readNumber(given, unit = "") {
  if (typeof given !== "string" && typeof given !== "number") return null;
  const whole = stripped(String(given));
  const number = whole.endsWith(unit) ? whole.slice(0, whole.length - unit.length) : whole;
  let text = number.replace(IGNORED, "").replaceAll("\u2212", "-").replace(/[^\P{Nd}0-9]/gu, plainDigit);
  if (THOUSANDS.test(text)) text = text.replaceAll(",", "");
  text = text.replaceAll(",", ".");
  const value = NUMBER.test(text) ? Number(text) : Infinity;
  return Number.isFinite(value) ? value : null;
}

export const wordsOf = (text) => text.split(SPACES).filter(Boolean);
export const countWords = (text) => (typeof text === "string" ? wordsOf(text).length : 0);
export const stripped = (text) => text.replace(ENDS, "");
export const linesOf = (text) => text.split(LINE_ENDS);

export const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// One of an object's own entries: "constructor" is none of them.
export const at = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

export function field(response, name) {
  if (!isTable(response)) throw new TypeError("A response has fields.");
  return at(response, name);
}

// What Python takes for nothing: an empty list and an empty text too.
export function isNothing(value) {
  if (Array.isArray(value)) return value.length === 0;
  return isTable(value) ? Object.keys(value).length === 0 : !value && !Number.isNaN(value);
}

export function listOf(value) {
  if (isNothing(value)) return [];
  if (isTable(value)) return Object.keys(value);
  if (typeof value === "string" || Array.isArray(value)) return [...value];
  throw new TypeError("This is no list.");
}

export function setOf(value) {
  const entries = listOf(value);
  if (entries.some((entry) => typeof entry === "object" && entry !== null)) throw new TypeError("No set holds lists.");
  return new Set(entries);
}

export function tableOf(value) {
  if (isNothing(value)) return {};
  if (!isTable(value)) throw new TypeError("These are no fields.");
  return value;
}

// Python puts texts in order, or numbers, but no texts beside numbers, and nothing that is neither.
export function refuseMixed(entries) {
  const kinds = new Set(entries.map((entry) => (typeof entry === "boolean" ? "number" : typeof entry)));
  if (entries.length > 1 && (kinds.size > 1 || kinds.has("object"))) throw new TypeError("These have no order.");
}
