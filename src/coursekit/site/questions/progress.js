// How far the learner is: answered questions by lesson (coursekit/quiz/overview.py).
import { node } from "./nodes.js";
import { SEEN } from "./log.js";
import { gettext } from "./words.js";

const STATES = { answered: gettext("answered"), shown: gettext("shown"), open: gettext("open") };

// How far a learner is in each lesson.
export function counted(course) {
  const { records } = course.log;
  const answered = new Set(records.filter(({ outcome }) => outcome !== SEEN).map(({ question }) => question));
  const seen = new Set(records.map(({ question }) => question));
  const stateOf = (id) => (answered.has(id) ? "answered" : seen.has(id) ? "shown" : "open");
  return course.about.lessons.map(({ number, title, page, questions }) => {
    const states = questions.map((id) => [id, stateOf(id)]);
    const count = (wanted) => states.filter(([, state]) => state === wanted).length;
    return {
      number, states, done: count("answered"), shown: count("shown"), isOpen: count("open") > 0,
      title: `${`${number}`.padStart(2, "0")} ${title}`,
      address: page ? course.pageOf(page) : "",
    };
  });
}

export function linkOf({ title, address }) {
  return address ? node("a", { href: address, textContent: title }) : node("span", { textContent: title });
}

// One lesson: its link, how many of its questions have an answer, a square for each.
export function row(count) {
  const numbers = { done: count.done, total: count.states.length, shown: count.shown };
  const words = count.shown ? gettext("{done} of {total}, {shown} shown", numbers) : gettext("{done} of {total}", numbers);
  const label = count.shown ? gettext("{done} of {total}, {shown} shown answered", numbers)
    : gettext("{done} of {total} answered", numbers);
  const squareOf = ([id, state]) => node("span", { className: `square ${state}`, title: `${id}: ${STATES[state]}` });
  const map = node("span", { className: "squares", role: "img", ariaLabel: label }, ...count.states.map(squareOf));
  return node("tr", {}, node("th", { scope: "row" }, linkOf(count)), node("td", { textContent: words }), node("td", {}, map));
}

export function show(place, course) {
  const body = node("tbody");
  const head = node("thead", {}, node("tr", {}, node("th", { scope: "col", textContent: gettext("lesson") }),
    node("th", { scope: "col", colSpan: 2, textContent: gettext("answered") })));
  const draw = () => body.replaceChildren(...counted(course).map(row));
  course.watch(draw);
  draw();
  place.replaceChildren(node("div", { className: "coursekit-question progress-here" }, node("table", {}, head, body)));
}
