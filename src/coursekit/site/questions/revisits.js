// Sliders that a later lesson asks again: the first setting and the one of now (coursekit/quiz/revisits.py).
import { general, signed } from "./numbers.js";
import { gettext } from "./words.js";

// Every setting of some sliders, oldest first.
export function settings(log, names) {
  return log.records
    .map(({ question, response }) => ({ name: question, value: response.value }))
    .filter(({ name, value }) => names.includes(name) && typeof value === "number");
}

export function firstAndNow(question, reply, log) {
  if (question.type !== "confidence") return reply;
  const given = settings(log, question.chain);
  if (given.length < 2) return reply;
  const [{ name, value: first }, { value: now }] = [given[0], given.at(-1)];
  const here = name.slice(0, 4) === question.id.slice(0, 4);
  const moved = gettext("You have moved by {step}.", { step: signed(now - first) });
  const values = { now: general(now), first: general(first), lesson: Number(name.slice(2, 4)), moved };
  const { min, max } = question.body.scale;
  const marks = [{ label: gettext("first:"), value: first }, { label: gettext("now:"), value: now }];
  const stayed = here ? gettext("Saved: {now}, as at first.", values) : gettext("Saved: {now}, as in lesson {lesson}.", values);
  const went = here ? gettext("Saved: {now}. You set {first} at first. {moved}", values)
    : gettext("Saved: {now}. You set {first} in lesson {lesson}. {moved}", values);
  const headline = first === now ? stayed : went;
  return { ...reply, headline, line: { min, max, unit: "", marks } };
}
