// What a learner is told about a response: coursekit/quiz/reply.py says what each entry means.
import { gettext, ngettext } from "./words.js";

export const [RIGHT, PARTLY, WRONG, DONE, INCOMPLETE] = ["right", "partly", "wrong", "done", "incomplete"];

export const note = (id, mark, text) => ({ id, mark, text });
export const yesNo = (value) => (value ? "yes" : "no");
export const codes = (entries) => entries.map(({ misconception }) => misconception).filter(Boolean);

export function replied(outcome, headline, more = {}) {
  return { outcome, headline, points: 0, of: 0, notes: [], explanation: "", misconceptions: [], line: {}, ...more };
}

export const incomplete = (headline) => replied(INCOMPLETE, headline);

export function judged(question, points, of, notes, misconceptions) {
  const outcome = points === of ? RIGHT : points ? PARTLY : WRONG;
  const words = {
    [RIGHT]: gettext("Right."),
    [PARTLY]: ngettext("{n} of {of} is right. Look again at the rest.", "{n} of {of} are right. Look again at the rest.", points, { of }),
    [WRONG]: gettext("Not yet. Look again."),
  };
  const explanation = outcome === RIGHT ? question.explanation : "";
  return replied(outcome, words[outcome], { points, of, notes, explanation, misconceptions: [...new Set(misconceptions)].sort() });
}
