// "Run this lesson": opens a page's notebook in JupyterLite with the answers of the page, and takes back what was
// answered there. Both keep answers in this browser; what crosses is the same learner.jsonl that JupyterLab has.
import { asLines, merged, read } from "../questions/lines.js";
import { Store } from "../questions/store.js";
import { readText, writeText } from "./files.js";

const FILE = "answers/learner.jsonl";
const SEEN = "lite-answers-seen";
const ROOT = new URL("../", import.meta.url);
const NO_NETWORK = gettext("Python cannot be opened without a network just now. Read on and answer here: the questions work, and your answers are kept.");
const PATIENCE_MS = 20000;
const NO_STORE = gettext("This browser keeps nothing for this page, so your answers here will not be in the notebook. Open it all the same?");

// How much of the notebook's answers this page has taken over; what was deleted here is not brought back.
const seen = () => Number(localStorage.getItem(SEEN) ?? 0);
const noteSeen = (lines) => localStorage.setItem(SEEN, String(lines));
const linesOf = (text) => text.split("\n").filter((line) => line.trim());

// Bring in what was answered in the notebook since this page last looked.
async function bring(store, base) {
  const lines = linesOf(await readText(base, FILE));
  const fresh = read(lines.slice(seen()).join("\n"), FILE).records;
  if (fresh.length) await store.replace((kept) => merged(kept, fresh).records);
  noteSeen(lines.length);
}

// Give the notebook all answers of the page; none when they have been deleted here.
async function give(store, base) {
  const records = await store.all();
  await writeText(base, FILE, asLines(records));
  noteSeen(records.length);
}

async function forgetDeleted(store, base) {
  if ((await store.all()).length === 0 && await readText(base, FILE)) await give(store, base);
}

// A browser's own page of an error would take the place of the lesson.
async function answers(address) {
  try {
    return (await fetch(address, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

function button(place, exchange) {
  const link = document.createElement("a");
  link.className = "run";
  link.href = new URL(`lite/notebooks/index.html?path=${encodeURIComponent(place.dataset.notebook)}`, ROOT).href;
  link.textContent = place.dataset.words ?? gettext("Run this lesson");
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!await answers(link.href)) {
      note.setAttribute("role", "alert");
      note.textContent = NO_NETWORK;
      return;
    }
    const isWanted = await exchange(give) || window.confirm(NO_STORE);
    if (isWanted) window.location.assign(link.href);
  });
  const note = document.createElement("small");
  note.textContent = gettext("Python starts in your browser; the first time it loads about 50 MB.");
  place.replaceChildren(link, note);
}

async function start() {
  const places = [...document.querySelectorAll(".run-this-lesson[data-notebook]")];
  const { store: name, notebooks } = await names();
  const store = new Store(name);
  // Returns whether it could be done: a browser may keep nothing.
  const exchange = async (act) => {
    try {
      await act(store, notebooks);
      return true;
    } catch {
      return false;
    }
  };
  for (const place of places) button(place, exchange);
  store.heard = (news) => news === "replaced" && exchange(forgetDeleted);
  await exchange(bring);
  await exchange(forgetDeleted);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && exchange(bring));
}

// Where this page and JupyterLite keep answers in this browser.
async function names() {
  const { name } = await (await fetch(new URL("questions/data/course.json", ROOT))).json();
  return { store: name, notebooks: `${name}-notebooks` };
}

start();
