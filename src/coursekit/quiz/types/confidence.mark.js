// What confidence.py says to a setting, for a page without a kernel.
import { general } from "../numbers.js";
import { field, readNumber } from "../reading.js";
import { DONE, incomplete, replied } from "../reply.js";

export function mark(question, response) {
  const value = readNumber(field(response, "value"));
  if (value === null) return incomplete("Set the slider first.");
  const headline = `Saved: ${general(value)} of ${general(question.body.scale.max)}.`;
  return replied(DONE, headline, { points: 1, of: 1, explanation: question.explanation });
}
