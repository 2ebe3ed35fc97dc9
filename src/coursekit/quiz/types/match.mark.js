// What match.py marks, for a page without a kernel.
import { at, field, isNothing, tableOf } from "../reading.js";
import { incomplete, judged, note, yesNo } from "../reply.js";
import { gettext } from "../words.js";

export function mark(question, response) {
  const given = tableOf(field(response, "pairs"));
  const { left, pairs } = question.body;
  if (left.some(({ id }) => isNothing(at(given, id)))) return incomplete(gettext("Choose a partner for every line first."));
  const fits = left.map(({ id }) => at(given, id) === pairs[id]);
  const notes = left.map(({ id, feedback }, line) => note(id, yesNo(fits[line]), fits[line] ? feedback ?? "" : ""));
  return judged(question, fits.filter(Boolean).length, left.length, notes, []);
}
