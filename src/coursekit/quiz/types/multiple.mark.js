// What multiple.py marks, for a page without a kernel.
import { field, setOf } from "../reading.js";
import { RIGHT, codes, incomplete, judged, note, yesNo } from "../reply.js";
import { gettext, ngettext } from "../words.js";

export function mark(question, response) {
  const ticked = setOf(field(response, "choices"));
  const { options } = question.body;
  if (!options.some(({ id }) => ticked.has(id))) return incomplete(gettext("Tick at least one option first."));
  const right = options.filter(({ id, correct }) => correct === ticked.has(id));
  // Feedback only for what was ticked: an option that was missed stays to be found.
  const chosen = options.filter(({ id }) => ticked.has(id));
  const notes = chosen.map(({ id, correct, feedback }) => note(id, yesNo(correct), feedback));
  const reply = judged(question, right.length, options.length, notes, codes(chosen.filter(({ correct }) => !correct)));
  if (reply.outcome === RIGHT) return reply;
  const headline = ngettext("{n} of {of} decisions is right: to tick or not to tick is a decision each.", "{n} of {of} decisions are right: to tick or not to tick is a decision each.", right.length, { of: options.length });
  return { ...reply, headline };
}
