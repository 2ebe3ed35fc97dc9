// What confidence.py says to a setting, for a page without a kernel.
import { general } from "../numbers.js";
import { field, readNumber } from "../reading.js";
import { DONE, incomplete, replied } from "../reply.js";
import { gettext } from "../words.js";

export function mark(question, response) {
  const value = readNumber(field(response, "value"));
  if (value === null) return incomplete(gettext("Set the slider first."));
  const headline = gettext("Saved: {value} of {most}.", { value: general(value), most: general(question.body.scale.max) });
  return replied(DONE, headline, { points: 1, of: 1, explanation: question.explanation });
}
