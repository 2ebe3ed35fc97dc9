// What stance.py marks, for a page without a kernel: how a position is argued, never which.
import { countWords, field, setOf } from "../reading.js";
import { DONE, incomplete, note, replied, yesNo } from "../reply.js";

const EVIDENCE_WANTED = 2;
const AGAINST_WORDS = 8;

export function mark(question, response) {
  const { positions, evidence, min_words: needed } = question.body;
  const position = positions.find(({ id }) => id === field(response, "position"));
  const named = setOf(field(response, "evidence"));
  const used = evidence.filter(({ id }) => named.has(id));
  const written = countWords(field(response, "reason"));
  if (!position) return incomplete("Choose the position that you will argue for first.");
  if (written < needed) {
    return incomplete(`Not saved yet. Give your reason in at least ${needed} words; you have ${written}.`);
  }
  const parts = [
    ["position", true, "A position, and how sure you are of it."],
    ["evidence", used.length >= EVIDENCE_WANTED, `At least ${EVIDENCE_WANTED} pieces of evidence for it.`],
    ["against", countWords(field(response, "against")) >= AGAINST_WORDS, "The strongest evidence against it, in a sentence."],
    ["reason", true, "A reason in your own words."],
  ];
  const points = parts.filter(([, isThere]) => isThere).length;
  const notes = parts.map(([name, isThere, text]) => note(name, yesNo(isThere), text));
  notes.push(note("counter", "", `The strongest argument against it: ${position.counter}`));
  const headline = `Saved. ${points} of ${parts.length} parts of a full argument are there. No position is marked right or wrong.`;
  return replied(DONE, headline, { points, of: parts.length, notes, explanation: question.explanation });
}
