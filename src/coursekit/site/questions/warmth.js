// A kind word now and then: coursekit/quiz/warmth.py says when.
import { DONE, RIGHT } from "./reply.js";
import { gettext } from "./words.js";

const AT_ONCE = [
  gettext("At the first try: you read closely."),
  gettext("You had it at once. Could you say why to someone else?"),
  gettext("Well seen."),
];
const LOOKED_AGAIN = gettext("You looked again and found it: that is how sources are read.");
const ARGUED = gettext("A whole argument, with what speaks against it. Few people go that far.");
const EVERY = 3;

export function warm(question, reply, tries, hints) {
  if (reply.outcome === RIGHT && tries > 1) return LOOKED_AGAIN;
  if (reply.outcome === DONE && question.type === "stance" && reply.points === reply.of) return ARGUED;
  const number = parseInt(question.wording, 16);
  if (reply.outcome === RIGHT && !hints && number % EVERY === 0) return AT_ONCE[Math.floor(number / EVERY) % AT_ONCE.length];
  return "";
}
