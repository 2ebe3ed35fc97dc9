// What every question and part of a page shares: the course, the learner's answers, and who wants to know when they grow.
import { Drafts } from "./drafts.js";
import { Log } from "./log.js";
import { Store } from "./store.js";

const HERE = new URL("./", import.meta.url);

async function fetched(name) {
  const reply = await fetch(new URL(`data/${name}.json`, HERE));
  if (!reply.ok) throw new Error(`The server replied ${reply.status} for data/${name}.json.`);
  return reply.json();
}

export class Course {
  constructor(about) {
    this.about = about;
    this.store = new Store(about.name);
    this.log = new Log(this.store);
    this.drafts = new Drafts(this.store);
    this.watchers = new Set();
    this.read = new Map();
    this.log.changed = (news) => this.grown(null, news);
  }

  static async open() {
    const course = new Course(await fetched("course"));
    await course.log.open();
    await course.drafts.open();
    return course;
  }

  get home() { return `${this.about.name}/learner`; }

  // A file of data, read once.
  data(name) {
    if (!this.read.has(name)) this.read.set(name, fetched(name));
    return this.read.get(name);
  }

  // The lesson that a question belongs to, with its questions and where its end leads.
  async lessonOf(id) {
    const lesson = await this.data(id.slice(2, 4));
    const file = lesson.next.file && this.pageOf(lesson.next.file);
    return { ...lesson, next: { ...lesson.next, file } };
  }

  async question(id) {
    return (await this.lessonOf(id)).questions.find((question) => question.id === id);
  }

  pageOf(page) {
    return new URL(page, new URL(this.about.at, HERE)).href;
  }

  // Tell me when answers have come, and by whose hand: a question's own id, or another tab's news.
  watch(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  grown(from, news = "added") {
    this.watchers.forEach((watcher) => watcher(from, news));
  }

  // Put answers of a file beside those that are here.
  async bringIn(change) {
    try {
      this.log.records = await this.store.replace(change);
      return true;
    } catch {
      this.log.records = change(this.log.records);
      return false;
    }
  }

  // Delete answers and drafts, also those that a notebook's page left in this browser's small store.
  async deleteAll() {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(`${this.about.name}/`));
      names.forEach((name) => localStorage.removeItem(name));
    } catch {
      // A browser that forbids that store has nothing in it.
    }
    await this.log.careful(() => this.store.clear());
    this.log.records = [];
    this.drafts.forget();
    this.grown(null, "deleted");
  }
}
