// Sliders that a later lesson asks again: the first setting and the one of now (coursekit/quiz/revisits.py).
import { general, signed } from "./numbers.js";

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
  const where = name.slice(0, 4) === question.id.slice(0, 4) ? "at first" : `in lesson ${Number(name.slice(2, 4))}`;
  const moved = first === now ? "You have not moved." : `You have moved by ${signed(now - first)}.`;
  const { min, max } = question.body.scale;
  const marks = [{ label: "first:", value: first }, { label: "now:", value: now }];
  const headline = `Saved: ${general(now)}. You set ${general(first)} ${where}. ${moved}`;
  return { ...reply, headline, line: { min, max, unit: "", marks } };
}
