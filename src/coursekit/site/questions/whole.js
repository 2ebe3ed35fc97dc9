// Half of a pair of code units, as a broken emoji leaves it, is no character: no file and no message could hold it. It becomes
// the sign for no character, as coursekit/files.py makes it.

const HALVES = /[\ud800-\udfff]/gu;

export function wholeCharacters(value) {
  if (typeof value === "string") return value.replace(HALVES, "\ufffd");
  if (Array.isArray(value)) return value.map(wholeCharacters);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, wholeCharacters(part)]));
}
