// How far the learner is in a lesson, and what the end of it says: coursekit/quiz/ending.py.
import { SEEN } from "./log.js";
import { general } from "./numbers.js";
import { readNumber } from "./reading.js";
import { RIGHT } from "./reply.js";
import { gettext, ngettext } from "./words.js";

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
  const [total, numbers] = [questions.length, { right: right.length, shown: seen }];
  return seen
    ? ngettext("{n} question, {right} right, {shown} with the answer shown.", "{n} questions, {right} right, {shown} with the answer shown.", total, numbers)
    : ngettext("{n} question, {right} right.", "{n} questions, {right} right.", total, numbers);
}

function numbersOf({ questions }, log) {
  return questions.flatMap((question) => {
    const given = log.tries(question).map(({ response }) => readNumber(response.value)).filter((value) => value !== null);
    return given.length ? sentence(question, given) : [];
  });
}

function sentence({ id, type, body }, given) {
  if (type === "estimate") {
    const told = { value: general(given[0]), unit: body.answer.unit, answer: general(body.answer.value), id };
    return [gettext("You estimated {value} {unit}; it is {answer} ({id}).", told)];
  }
  if (type === "confidence") {
    return [gettext("How sure you are: {value} of {most} ({id}).", { value: general(given.at(-1)), most: general(body.scale.max), id })];
  }
  return [];
}
