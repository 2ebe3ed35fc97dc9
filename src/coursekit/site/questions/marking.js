// Question and response to reply, as coursekit/quiz/marking.py marks. Which types there are, types.js says: it is written
// with the pages, one line for each NAME.mark.js that stands beside a type.
import { incomplete } from "./reply.js";
import { firstAndNow } from "./revisits.js";
import { types } from "./types.js";
import { gettext } from "./words.js";

export const isMarked = (question) => Object.hasOwn(types, question.type);

export function mark(question, response) {
  try {
    return types[question.type].mark(question, response);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return incomplete(gettext("This answer cannot be read. Answer the question once more."));
  }
}

// The reply as it reads beside earlier answers. tries: the records with an answer, oldest first.
export function again(question, tries, reply, log) {
  const { again: beside } = types[question.type];
  if (beside && tries.length > 1) return beside(question, tries.map(({ response }) => response), reply);
  return firstAndNow(question, reply, log);
}
