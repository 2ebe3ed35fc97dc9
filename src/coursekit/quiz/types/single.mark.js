// What single.py marks, for a page without a kernel.
import { field } from "../reading.js";
import { codes, incomplete, judged, note, yesNo } from "../reply.js";
import { gettext } from "../words.js";

export function mark(question, response) {
  const choice = field(response, "choice");
  const option = question.body.options.find(({ id }) => id === choice);
  if (!option) return incomplete(gettext("Choose one option first."));
  return judged(question, Number(option.correct), 1, [note(option.id, yesNo(option.correct), option.feedback)], codes([option]));
}
