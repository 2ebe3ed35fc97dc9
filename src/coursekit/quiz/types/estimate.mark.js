// What estimate.py says to an estimate, for a page without a kernel.
import { general } from "../numbers.js";
import { field, readNumber } from "../reading.js";
import { DONE, incomplete, replied } from "../reply.js";
import { gettext } from "../words.js";

function distance({ value, tolerance }, given) {
  const away = Math.abs(given - value);
  if (!away) return gettext("That is exactly it.");
  const values = { away: general(away) };
  return away <= tolerance ? gettext("That is close: {away} away.", values) : gettext("That is {away} away.", values);
}

function lineOf({ min, max, unit }, marks) {
  return { min, max, unit, marks: marks.map(([label, value]) => ({ label, value })) };
}

export function mark(question, response) {
  const value = readNumber(field(response, "value"));
  if (value === null) return incomplete(gettext("Set your estimate first."));
  const { answer } = question.body;
  const values = { value: general(value), answer: general(answer.value), unit: answer.unit, distance: distance(answer, value) };
  const headline = gettext("You said {value}; the answer is {answer} {unit}. {distance}", values);
  const line = lineOf(answer, [[gettext("you:"), value], [gettext("answer:"), answer.value]]);
  return replied(DONE, headline, { points: 1, of: 1, explanation: question.explanation, line });
}

// The first estimate, given before the answer was known, counts.
export function again(question, given, reply) {
  const { answer } = question.body;
  const [first, last] = [given[0], given.at(-1)].map((response) => readNumber(field(response, "value")));
  if (first === null || last === null) return reply;
  const said = { first: general(first), answer: general(answer.value), unit: answer.unit, distance: distance(answer, first), last: general(last) };
  const headline = gettext("Your first estimate counts: you said {first}; the answer is {answer} {unit}. {distance} Later you set {last}, when you had seen the answer.", said);
  const marks = [[gettext("first:"), first], [gettext("answer:"), answer.value], [gettext("later:"), last]];
  return { ...reply, headline, line: lineOf(answer, marks) };
}
