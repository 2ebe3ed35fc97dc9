// Answers as a file, and a file as answers: learner.jsonl, the one that JupyterLab reads (coursekit/quiz/answers.py).
import { VERSION } from "./log.js";
import { isTable } from "./reading.js";
import { gettext, ngettext } from "./words.js";

const KINDS = { time: "string", question: "string", type: "string", outcome: "string" };
const MOST_TOLD = 3;
const MOST_BYTES = 50e6;

export const asLines = (records) => records.map((record) => `${JSON.stringify(record)}\n`).join("");

function recordOf(line) {
  const record = JSON.parse(line);
  const fits = isTable(record) && Number.isInteger(record.v) && isTable(record.response)
    && Object.entries(KINDS).every(([name, kind]) => typeof record[name] === kind);
  if (!fits) throw new SyntaxError("This is no answer.");
  return record;
}

// Read a file's text: its answers, and a word on each line that is none.
export function read(text, name) {
  const records = [];
  const problems = [];
  text.replace(/^\ufeff/, "").split("\n").forEach((line, place) => {
    if (!line.trim()) return;
    const where = { line: place + 1, file: name };
    try {
      const record = recordOf(line);
      if (record.v > VERSION) problems.push(gettext("Line {line} of {file} was written by a newer version of the course and was passed over.", where));
      else records.push(record);
    } catch {
      problems.push(gettext("Line {line} of {file} is no whole answer and was passed over.", where));
    }
  });
  return { records, problems };
}

// Read a file that the learner chose.
export async function readFile(file) {
  if (file.size > MOST_BYTES) return { records: [], problems: [gettext("{file} is too large to be a file of answers.", { file: file.name })] };
  return read(await file.text(), file.name);
}

// Put answers together in the order in which they were given; what is there twice is there once.
export function merged(kept, brought) {
  const seen = new Set(kept.map((record) => JSON.stringify(record)));
  const fresh = brought.filter((record) => {
    const line = JSON.stringify(record);
    return seen.has(line) ? false : seen.add(line);
  });
  return { fresh, records: inOrder([...kept, ...fresh]) };
}

function inOrder(records) {
  let before = -Infinity;
  // What has no time that can be read stays behind the one before it.
  const timed = records.map((record) => {
    const time = Date.parse(record.time);
    before = Number.isNaN(time) ? before : time;
    return { record, time: before };
  });
  return timed.sort((one, other) => one.time - other.time || 0).map(({ record }) => record);
}

// What happened to a file that was brought in, in sentences.
export function inSentences(name, { fresh, found, unknown, problems }) {
  if (!found) {
    return [[
      gettext("Nothing was brought in: {file} holds no answers of this course.", { file: name }),
      ...problems.slice(0, 1),
      gettext("Expected is the file that “Save my answers” writes, or learner.jsonl from the folder “answers” of JupyterLab."),
    ].join(" ")];
  }
  const here = found - fresh;
  const said = [ngettext("{n} answer brought in from {file}.", "{n} answers brought in from {file}.", fresh, { file: name })];
  if (here) said.push(ngettext("{n} answer was here already.", "{n} answers were here already.", here));
  if (unknown) {
    said.push(ngettext("{n} answer to a question that this edition does not have: kept, and not shown.",
      "{n} answers to questions that this edition does not have: kept, and not shown.", unknown));
  }
  said.push(...problems.slice(0, MOST_TOLD));
  const more = problems.length - MOST_TOLD;
  if (more > 0) said.push(ngettext("And {n} more such line.", "And {n} more such lines.", more));
  return said;
}
