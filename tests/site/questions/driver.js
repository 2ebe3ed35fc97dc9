// Answers a test's requests with the page's own modules, one result a request.
const folder = globalThis.FOLDER;
const { mark } = await import(`${folder}/marking.js`);
const { QuestionModel } = await import(`${folder}/model.js`);
const { Log } = await import(`${folder}/log.js`);
const { readNumber, countWords } = await import(`${folder}/reading.js`);
const { general, signed } = await import(`${folder}/numbers.js`);

const SHOWN = ["response", "saved", "reply", "hints", "offers", "answer", "done", "welcome", "note"];

// What a browser keeps, without a browser.
class Kept {
  constructor() { this.kept = []; }

  async all() { return [...this.kept]; }

  async add(record) { this.kept.push(record); return [record]; }
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

const ways = {
  mark: ({ question, response }) => mark(question, response),
  read: ({ given }) => ({ number: readNumber(given), words: countWords(given) }),
  number: ({ value }) => [general(value), signed(value)],
  live: ({ lesson, deeds }) => live(lesson, deeds),
};

export const answer = (requests) => Promise.all(requests.map((request) => ways[request.way](request)));
