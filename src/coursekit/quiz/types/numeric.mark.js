// What numeric.py marks, for a page without a kernel.
import { general } from "../numbers.js";
import { field, readNumber } from "../reading.js";
import { codes, incomplete, judged, note } from "../reply.js";
import { gettext } from "../words.js";

const CLOSE = 1e-9;
const isClose = (one, other) => one === other || Math.abs(one - other) <= CLOSE * Math.max(Math.abs(one), Math.abs(other));

export function mark(question, response) {
  const { answer, near = [] } = question.body;
  const value = readNumber(field(response, "value"), answer.unit);
  if (value === null) return incomplete(gettext("Write a number, for example 12 or 3.5."));
  if (Math.abs(value - answer.value) <= answer.tolerance) return judged(question, 1, 1, [], []);
  const missed = near.filter((known) => isClose(known.value, value));
  const told = missed.map(({ feedback }) => note("value", "no", feedback));
  const notes = told.length ? told : [note("value", "no", gettext("You answered {value} {unit}.", { value: general(value), unit: answer.unit }))];
  return judged(question, 0, 1, notes, codes(missed));
}
