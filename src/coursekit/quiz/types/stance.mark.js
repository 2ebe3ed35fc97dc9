// What stance.py marks, for a page without a kernel: how a position is argued, never which.
import { countWords, field, setOf } from "../reading.js";
import { DONE, incomplete, note, replied, yesNo } from "../reply.js";
import { gettext, ngettext } from "../words.js";

const EVIDENCE_WANTED = 2;
const AGAINST_WORDS = 8;

export function mark(question, response) {
  const { positions, evidence, min_words: needed } = question.body;
  const position = positions.find(({ id }) => id === field(response, "position"));
  const named = setOf(field(response, "evidence"));
  const used = evidence.filter(({ id }) => named.has(id));
  const written = countWords(field(response, "reason"));
  if (!position) return incomplete(gettext("Choose the position that you will argue for first."));
  if (written < needed) {
    return incomplete(ngettext("Not saved yet. Give your reason in at least {n} words; you have {written}.", "Not saved yet. Give your reason in at least {n} words; you have {written}.", needed, { written }));
  }
  const parts = [
    ["position", true, gettext("A position, and how sure you are of it.")],
    ["evidence", used.length >= EVIDENCE_WANTED, ngettext("At least {n} piece of evidence for it.", "At least {n} pieces of evidence for it.", EVIDENCE_WANTED)],
    ["against", countWords(field(response, "against")) >= AGAINST_WORDS, gettext("The strongest evidence against it, in a sentence.")],
    ["reason", true, gettext("A reason in your own words.")],
  ];
  const points = parts.filter(([, isThere]) => isThere).length;
  const notes = parts.map(([name, isThere, text]) => note(name, yesNo(isThere), text));
  notes.push(note("counter", "", gettext("The strongest argument against it: {counter}", { counter: position.counter })));
  const headline = ngettext("Saved. {n} of {of} parts of a full argument is there. No position is marked right or wrong.", "Saved. {n} of {of} parts of a full argument are there. No position is marked right or wrong.", points, { of: parts.length });
  return replied(DONE, headline, { points, of: parts.length, notes, explanation: question.explanation });
}
