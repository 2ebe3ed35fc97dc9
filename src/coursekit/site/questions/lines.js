// Answers as a file, and a file as answers: learner.jsonl, the one that JupyterLab reads (coursekit/quiz/answers.py).
import { VERSION } from "./log.js";
import { isTable } from "./reading.js";

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
    const where = `Line ${place + 1} of ${name}`;
    try {
      const record = recordOf(line);
      if (record.v > VERSION) problems.push(`${where} was written by a newer version of the course and was passed over.`);
      else records.push(record);
    } catch {
      problems.push(`${where} is no whole answer and was passed over.`);
    }
  });
  return { records, problems };
}

// Read a file that the learner chose.
export async function readFile(file) {
  if (file.size > MOST_BYTES) return { records: [], problems: [`${file.name} is too large to be a file of answers.`] };
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
    const why = problems[0] ? ` ${problems[0]}` : "";
    return [`Nothing was brought in: ${name} holds no answers of this course.${why}`
      + " Expected is the file that \u201cSave my answers\u201d writes, or learner.jsonl from the folder \u201canswers\u201d of JupyterLab."];
  }
  const count = (number, words) => (number === 1 ? `1 answer ${words}` : `${number} answers ${words}`);
  const said = [`${count(fresh, "brought in from")} ${name}.`];
  if (found > fresh) said.push(`${count(found - fresh, found - fresh === 1 ? "was" : "were")} here already.`);
  if (unknown) said.push(`${count(unknown, "to questions that this edition does not have: kept, and not shown.")}`);
  if (problems.length > MOST_TOLD) said.push(...problems.slice(0, MOST_TOLD), `And ${problems.length - MOST_TOLD} more such lines.`);
  else said.push(...problems);
  return said;
}
