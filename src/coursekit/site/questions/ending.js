// How far the learner is in a lesson, and what the end of it says: coursekit/quiz/ending.py.
import { SEEN } from "./log.js";
import { general } from "./numbers.js";
import { readNumber } from "./reading.js";
import { RIGHT } from "./reply.js";

const MOST_FOUND = 4;

export function welcome({ questions }, log) {
  const dealtWith = new Set(log.records.map(({ question }) => question));
  const left = questions.filter(({ id }) => !dealtWith.has(id));
  return { answered: questions.length - left.length, total: questions.length, next: left[0]?.id ?? "" };
}

export function ending(lesson, log) {
  if (welcome(lesson, log).next) return {};
  const right = lesson.questions.filter(({ id }) => log.latest(id)?.outcome === RIGHT);
  const found = right.slice(0, MOST_FOUND).map((question) => question.found);
  return { title: lesson.title, count: countOf(lesson, right, log), found, numbers: numbersOf(lesson, log), next: lesson.next };
}

function countOf({ questions }, right, log) {
  const seen = questions.filter(({ id }) => log.wasSeen(id)).length;
  return `${questions.length} questions, ${right.length} right${seen ? `, ${seen} with the answer shown` : ""}.`;
}

function numbersOf({ questions }, log) {
  return questions.flatMap((question) => {
    const given = log.tries(question).map(({ response }) => readNumber(response.value)).filter((value) => value !== null);
    return given.length ? sentence(question, given) : [];
  });
}

function sentence({ id, type, body }, given) {
  if (type === "estimate") {
    return [`You estimated ${general(given[0])} ${body.answer.unit}; it is ${general(body.answer.value)} (${id}).`];
  }
  if (type === "confidence") return [`How sure you are: ${general(given.at(-1))} of ${general(body.scale.max)} (${id}).`];
  return [];
}
