// A kind word now and then: coursekit/quiz/warmth.py says when.
import { DONE, RIGHT } from "./reply.js";
import { gettext } from "./words.js";

const AT_ONCE = [
  gettext("At the first try: you read closely."),
  gettext("You had it at once. Could you say why to someone else?"),
  gettext("Well seen."),
];
const LOOKED_AGAIN = [
  gettext("You looked again and found it: that is how sources are read."),
  gettext("Found on a second look. Which word made the difference?"),
  gettext("You gave up one answer for a better one: evidence is for that."),
];
const ARGUED = gettext("A whole argument, with what speaks against it. Few people go that far.");
const EVERY = 3;

export function warm(question, reply, tries, hints) {
  const number = parseInt(question.wording, 16);
  if (reply.outcome === RIGHT && tries > 1) return LOOKED_AGAIN[number % LOOKED_AGAIN.length];
  if (reply.outcome === DONE && question.type === "stance" && reply.points === reply.of) return ARGUED;
  if (reply.outcome === RIGHT && !hints && number % EVERY === 0) return AT_ONCE[Math.floor(number / EVERY) % AT_ONCE.length];
  return "";
}
