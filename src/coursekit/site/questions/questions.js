// Makes a page's questions live: each <section data-question="q-0303"> becomes the question that notebooks show, and each
// part that the course offers comes to stand in its place. What a page shows without this stays if anything fails.
import { show as showAnswers } from "./answers.js";
import { Course } from "./course.js";
import { isMarked } from "./marking.js";
import { QuestionModel } from "./model.js";
import { node } from "./nodes.js";
import { partsOf } from "./places.js";
import view from "./view.js";
import { gettext } from "./words.js";

const HEADINGS = "h1, h2, h3, h4, h5, h6";

function addRules() {
  const href = new URL("questions.css", import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return;
  document.head.append(node("link", { rel: "stylesheet", href }));
}

// The front end knows JupyterLab's word for a dark page.
function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { document.documentElement.dataset.jpThemeLight = String(!dark.matches); };
  dark.addEventListener("change", follow);
  follow();
}

function say(place, words) {
  place.append(node("p", { className: "not-live", role: "status", textContent: words }));
}

// One question in its place on the page.
class Live {
  constructor(section, question, lesson, course) {
    Object.assign(this, { section, question, lesson, course });
    this.leave = () => {};
    this.drawn = 0;
    course.watch((from, news) => this.hear(from, news));
  }

  async draw() {
    const { question, lesson, course, section } = this;
    this.drawn = this.known;
    const grown = () => course.grown(question.id);
    this.model = new QuestionModel(question, lesson, course.log, { home: course.home, drafts: course.drafts, grown });
    const holder = node("div", { className: "live" });
    const leave = await view.render({ model: this.model, el: holder });
    this.leave();
    this.leave = leave;
    section.replaceChildren(...[...section.children].filter((child) => child.matches(HEADINGS)), holder);
  }

  get known() { return this.course.log.history(this.question.id).length; }

  get hasDraft() { return this.section.querySelector(".badge:not([hidden])") !== null; }

  // Answers of another tab, or of a file, are shown at once, unless something is being written here that is no answer yet.
  hear(from, news) {
    if (from !== null) return this.model.countAnswers();
    const isNew = news === "replaced" || (this.known !== this.drawn && !this.section.contains(document.activeElement));
    return news === "deleted" || (isNew && !this.hasDraft) ? this.draw() : this.model.countAnswers();
  }
}

async function makeLive(section, course) {
  const lesson = await course.lessonOf(section.dataset.question);
  const question = lesson.questions.find(({ id }) => id === section.dataset.question);
  if (question && isMarked(question)) await new Live(section, question, lesson, course).draw();
}

// Where a page has questions, it also says what becomes of the answers.
function addAnswers(course) {
  let place = document.querySelector('[data-part="answers"]');
  const last = [...document.querySelectorAll("section[data-question]")].at(-1);
  if (!place && last) {
    place = node("section");
    (document.querySelector("main article") ?? document.querySelector("main") ?? document.body).append(place);
  }
  return place && showAnswers(place, course);
}

async function start() {
  const sections = [...document.querySelectorAll("section[data-question]")];
  addRules();
  followTheme();
  let course;
  try {
    course = await Course.open();
  } catch {
    sections.slice(0, 1).forEach((section) => say(section,
      gettext("The questions cannot be answered here just now: a file of theirs did not come over the network. Load the page again when you are connected.")));
    return;
  }
  // In the page's order, so that the first question knows that it is the first.
  for (const section of sections) {
    try {
      await makeLive(section, course);
    } catch {
      say(section, gettext("This question cannot be answered here just now. Load the page again when you are connected."));
    }
  }
  for (const { element, name, show } of partsOf(document)) {
    try {
      await (await show()).show(element, course);
    } catch {
      say(element, gettext("This part ({name}) cannot be shown here just now. Load the page again when you are connected.", { name }));
    }
  }
  await addAnswers(course);
  document.documentElement.dataset.questions = "live";
}

await start();
