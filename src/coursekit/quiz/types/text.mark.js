// What text.py says to a text, for a page without a kernel.
import { countWords, field } from "../reading.js";
import { DONE, incomplete, note, replied } from "../reply.js";
import { gettext, ngettext } from "../words.js";

const inPoints = (count) => ngettext("{n} point", "{n} points", count);

export function mark(question, response) {
  const words = countWords(field(response, "text"));
  const { words: { min, max }, rubric, model } = question.body;
  if (words < min) return incomplete(gettext("Not saved yet. Write {low} to {high} words; you have {words}.", { low: min, high: max, words }));
  const length = words <= max ? ngettext("{n} word.", "{n} words.", words)
    : ngettext("{n} word; {high} are asked for, so look what can go.", "{n} words; {high} are asked for, so look what can go.", words, { high: max });
  const notes = rubric.map(({ criterion, points }, place) => note(`${place + 1}`, "", `${criterion} (${inPoints(points)})`));
  if (model !== undefined) notes.push(note("model", "", model));
  const headline = gettext("Saved. {length} Read it once more with these points.", { length });
  return replied(DONE, headline, { points: 1, of: 1, notes, explanation: question.explanation });
}
