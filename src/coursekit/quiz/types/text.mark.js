// What text.py says to a text, for a page without a kernel.
import { countWords, field } from "../reading.js";
import { DONE, incomplete, note, replied } from "../reply.js";

const inPoints = (count) => (count === 1 ? "1 point" : `${count} points`);

export function mark(question, response) {
  const words = countWords(field(response, "text"));
  const { words: { min, max }, rubric, model } = question.body;
  if (words < min) return incomplete(`Not saved yet. Write ${min} to ${max} words; you have ${words}.`);
  const length = words <= max ? `${words} words.` : `${words} words; ${max} are asked for, so look what can go.`;
  const notes = rubric.map(({ criterion, points }, place) => note(`${place + 1}`, "", `${criterion} (${inPoints(points)})`));
  if (model !== undefined) notes.push(note("model", "", model));
  const headline = `Saved. ${length} Read it once more with these points.`;
  return replied(DONE, headline, { points: 1, of: 1, notes, explanation: question.explanation });
}
