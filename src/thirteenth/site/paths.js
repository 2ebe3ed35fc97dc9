// The ways through the course, with the learner's progress on each and what comes next: thirteenth/quiz/ways.py.
import { node } from "../nodes.js";
import { counted, linkOf, row } from "../progress.js";
import { gettext } from "../words.js";

const capital = (name) => name[0].toUpperCase() + name.slice(1);

export function sentenceOf({ about, lessons }, counts) {
  const steps = lessons.map((number) => counts.find((count) => count.number === number)).filter(Boolean);
  const sum = (value) => steps.reduce((total, step) => total + value(step), 0);
  const answered = { done: sum(({ done }) => done), total: sum(({ states }) => states.length) };
  const count = answered.done ? gettext("{done} of {total} questions answered.", answered) : gettext("not begun yet.");
  return { steps, said: `: ${count} ${about}`, next: steps.find(({ isOpen }) => isOpen) };
}

function wayOf(way, counts, isOpen) {
  const { steps, said, next } = sentenceOf(way, counts);
  const summary = node("summary", {}, node("strong", { textContent: capital(way.name) }), said);
  const after = next
    ? node("p", {}, node("strong", { textContent: gettext("Next:") }), " ", linkOf(next))
    : node("p", {}, node("strong", { textContent: gettext("Done.") }));
  return node("details", { className: "way", name: "way", open: isOpen }, summary,
    node("table", {}, node("tbody", {}, ...steps.map(row))), after);
}

// Lessons that stand before all ways, once something in them has an answer.
function onNoWay(ways, counts) {
  const begun = counts.filter(({ number, done }) => done && !ways.some(({ lessons }) => lessons.includes(number)));
  return begun.length ? [node("table", {}, node("tbody", {}, ...begun.map(row)))] : [];
}

export async function show(place, course) {
  const ways = await course.data("paths");
  const [chosen] = JSON.parse(place.dataset.given ?? "[]");
  const holder = node("div", { className: "coursekit-question" });
  let drawn = [];

  function draw() {
    const open = holder.querySelector("details[open]");
    const isOpen = ({ name }, number) => (open ? open === drawn[number] : name === chosen);
    const counts = counted(course);
    drawn = ways.map((way, number) => wayOf(way, counts, isOpen(way, number)));
    holder.replaceChildren(...onNoWay(ways, counts), ...drawn);
  }

  course.watch(draw);
  draw();
  place.replaceChildren(holder);
}
