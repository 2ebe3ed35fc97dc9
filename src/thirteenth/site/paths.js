// The ways through the course, with the learner's progress on each and what comes next: thirteenth/quiz/ways.py.
import { node } from "../nodes.js";
import { counted, linkOf, row } from "../progress.js";
import { gettext } from "../words.js";

const capital = (name) => name[0].toUpperCase() + name.slice(1);

export function sentenceOf({ about, lessons }, counts) {
  const steps = lessons.map((number) => counts.find((count) => count.number === number)).filter(Boolean);
  const sum = (value) => steps.reduce((total, step) => total + value(step), 0);
  const answered = { done: sum(({ done }) => done), total: sum(({ states }) => states.length) };
  const count = gettext("{done} of {total} questions answered.", answered);
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

export async function show(place, course) {
  const ways = await course.data("paths");
  const [chosen] = JSON.parse(place.dataset.given ?? "[]");
  const holder = node("div", { className: "coursekit-question" });

  function draw() {
    const open = holder.querySelector("details[open]");
    const isOpen = ({ name }, number) => (open ? open === holder.children[number] : name === chosen);
    holder.replaceChildren(...ways.map((way, number) => wayOf(way, counted(course), isOpen(way, number))));
  }

  course.watch(draw);
  draw();
  place.replaceChildren(holder);
}
