// Numbers in words, as Python's format "g" writes them: six digits, a tie to the even one.

const DIGITS = 6;
const MOST = 10 ** DIGITS;

function rounded(size) {
  const [mantissa, power] = size.toExponential(100).split("e");
  const digits = mantissa.replace(".", "");
  const rest = digits.slice(DIGITS);
  const half = "5".padEnd(rest.length, "0");
  const kept = Number(digits.slice(0, DIGITS));
  const up = rest > half || (rest === half && kept % 2 === 1);
  const value = kept + Number(up);
  return value === MOST ? [`${MOST / 10}`, Number(power) + 1] : [`${value}`, Number(power)];
}

const withoutZeros = (text) => (text.includes(".") ? text.replace(/\.?0*$/, "") : text);

function unsigned(size) {
  if (size === 0) return "0";
  const [digits, power] = rounded(size);
  if (power < -4 || power >= DIGITS) {
    const exponent = `${Math.abs(power)}`.padStart(2, "0");
    return `${withoutZeros(`${digits[0]}.${digits.slice(1)}`)}e${power < 0 ? "-" : "+"}${exponent}`;
  }
  if (power < 0) return withoutZeros(`0.${"0".repeat(-power - 1)}${digits}`);
  return withoutZeros(`${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`);
}

export function general(value) {
  const isBelow = value < 0 || Object.is(value, -0);
  return `${isBelow ? "-" : ""}${unsigned(Math.abs(value))}`;
}

// With its sign, whichever it is.
export const signed = (value) => `${value < 0 || Object.is(value, -0) ? "" : "+"}${general(value)}`;
