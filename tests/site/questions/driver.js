// Answers a test's requests with the page's own modules, one result a request.
const folder = globalThis.FOLDER;
const { mark } = await import(`${folder}/marking.js`);
const { QuestionModel } = await import(`${folder}/model.js`);
const { Log } = await import(`${folder}/log.js`);
const { readNumber, countWords } = await import(`${folder}/reading.js`);
const { general, signed } = await import(`${folder}/numbers.js`);
const { MatrixModel } = await import(`${folder}/parts/matrix_model.js`);
const { asNotebook, asPage, partsOf } = await import(`${folder}/parts/report.js`);
const { sentenceOf } = await import(`${folder}/parts/paths.js`);
const { counted } = await import(`${folder}/progress.js`);

const SHOWN = ["response", "saved", "reply", "hints", "offers", "answer", "done", "welcome", "note"];

// What a browser keeps, without a browser.
class Kept {
  constructor(records = []) { this.kept = records; }

  async all() { return [...this.kept]; }

  async add(record) { this.kept.push(record); return { fresh: [record], isCleared: false }; }
}

const stateOf = (model) => Object.fromEntries(SHOWN.map((name) => [name, model.get(name)]));

// Go through a learner's deeds on a lesson: each on a question, or the page opened again.
async function live(lesson, deeds) {
  const store = new Kept();
  const byId = Object.fromEntries(lesson.questions.map((question) => [question.id, question]));
  const open = async () => {
    const log = new Log(store);
    await log.open();
    const models = {};
    const grown = () => Object.values(models).forEach((model) => model.countAnswers());
    return (id) => (models[id] ??= new QuestionModel(byId[id], lesson, log, { grown }));
  };
  let at = await open();
  const seen = [];
  for (const { id, message } of deeds) {
    if (message.kind === "open") at = await open();
    else await at(id).send(message);
    seen.push(stateOf(at(id)));
  }
  return { seen, records: store.kept.map(({ time, ...record }) => record) };
}

async function logOf(records) {
  const log = new Log(new Kept(records));
  await log.open();
  return log;
}

// Rate items in the matrix, one after the other.
async function rated({ plan, questions, ranges, records, rows }) {
  const log = await logOf(records);
  const model = new MatrixModel(plan, questions, ranges, log);
  const seen = [[model.get("given"), model.get("replies")]];
  for (const { item, ratings } of rows) {
    await model.send({ kind: "rate", item, ratings });
    seen.push([model.get("given"), model.get("replies")]);
  }
  return { seen, responses: log.records.map(({ question, response, outcome }) => [question, response, outcome]) };
}

async function report({ data, records, byline, picture }) {
  const { parts, missing } = partsOf(await logOf(records), data);
  return { missing, page: asPage(byline, parts, picture, data), notebook: asNotebook(byline, parts, picture, data) };
}

async function paths({ data, about, records }) {
  const counts = counted({ about, log: await logOf(records), pageOf: (page) => page });
  const says = (way) => { const { said, next } = sentenceOf(way, counts); return [said, next?.title ?? ""]; };
  return { says: data.map(says), states: counts.map(({ states }) => states) };
}

const ways = {
  mark: ({ question, response }) => mark(question, response),
  read: ({ given }) => ({ number: readNumber(given), words: countWords(given) }),
  number: ({ value }) => [general(value), signed(value)],
  matrix: rated,
  report,
  paths,
  live: ({ lesson, deeds }) => live(lesson, deeds),
};

export const answer = (requests) => Promise.all(requests.map((request) => ways[request.way](request)));
