// What estimate.py says to an estimate, for a page without a kernel.
import { general } from "../numbers.js";
import { field, readNumber } from "../reading.js";
import { DONE, incomplete, replied } from "../reply.js";

function distance({ value, tolerance }, given) {
  const away = Math.abs(given - value);
  if (!away) return "That is exactly it.";
  return away <= tolerance ? `That is close: ${general(away)} away.` : `That is ${general(away)} away.`;
}

function lineOf({ min, max, unit }, marks) {
  return { min, max, unit, marks: marks.map(([label, value]) => ({ label, value })) };
}

export function mark(question, response) {
  const value = readNumber(field(response, "value"));
  if (value === null) return incomplete("Set your estimate first.");
  const { answer } = question.body;
  const headline = `You said ${general(value)}; the answer is ${general(answer.value)} ${answer.unit}. ${distance(answer, value)}`;
  const line = lineOf(answer, [["you:", value], ["answer:", answer.value]]);
  return replied(DONE, headline, { points: 1, of: 1, explanation: question.explanation, line });
}

// The first estimate, given before the answer was known, counts.
export function again(question, given, reply) {
  const { answer } = question.body;
  const [first, last] = [given[0], given.at(-1)].map((response) => readNumber(field(response, "value")));
  if (first === null || last === null) return reply;
  const headline = `Your first estimate counts: you said ${general(first)}; the answer is ${general(answer.value)} ${answer.unit}. `
    + `${distance(answer, first)} Later you set ${general(last)}, when you had seen the answer.`;
  return { ...reply, headline, line: lineOf(answer, [["first:", first], ["answer:", answer.value], ["later:", last]]) };
}
