// The learner's verdict as a page and as a notebook: thirteenth/quiz/verdict.py and report.py, letter for letter.
import { general, signed } from "../numbers.js";
import { at, linesOf, stripped, wordsOf } from "../reading.js";
import { settings } from "../revisits.js";
import { gettext, WORDS } from "../words.js";

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
const asText = (value) => (typeof value === "string" ? value : "");
const plain = (value) => wordsOf(asText(value)).join(" ");

// What stands under one heading, for the page and for the notebook.
const words = (text) => ({
  html: linesOf(text).filter((line) => stripped(line)).map((line) => `<p>${escaped(line)}</p>`).join(""),
  markdown: text,
});
const gap = (text) => ({ html: `<p class="missing">${escaped(text)}</p>`, markdown: `*${text}*` });

function table(head, rows) {
  const heads = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join("");
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("");
  const lines = [head, head.map(() => "---"), ...rows];
  return {
    html: `<table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table>`,
    markdown: lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "/")).join(" | ")} |`).join("\n"),
  };
}

function argumentsOf(each) {
  const blocks = each.map(({ asked, lines: [position, ...rest] }) => {
    const said = rest.map((line) => `<p>${escaped(line)}</p>`).join("");
    return `<section><h3>${escaped(asked)}</h3><p><strong>${escaped(position)}</strong></p>${said}</section>`;
  });
  return {
    html: `<div class="arguments">${blocks.join("")}</div>`,
    markdown: each.map(({ asked, lines }) => `### ${asked}\n\n${lines.join("\n\n")}`).join("\n\n"),
  };
}

function slidersOf(log, sliders) {
  return sliders.flatMap(({ subject, chain }) => {
    const values = settings(log, chain).map(({ value }) => value);
    if (!values.length) return [];
    const [first, last] = [values[0], values.at(-1)];
    if (values.length === 1) return [[subject, general(first), "", gettext("asked once")]];
    return [[subject, general(first), general(last), last === first ? gettext("not at all") : signed(last - first)]];
  });
}

function positionsOf(log, stances) {
  return stances.flatMap(({ id, asked, positions }) => {
    const { position, confidence, reason, against } = log.latest(id)?.response ?? {};
    const held = typeof position === "string" ? at(positions, position) : undefined;
    if (held === undefined) return [];
    const sure = gettext("{value} of 100 sure", { value: general(confidence ?? 0) });
    const why = plain(reason) || gettext("(no reason given)");
    const counter = plain(against) || gettext("(nothing named)");
    const lines = [
      typeof confidence === "number" ? `${held} (${sure})` : held,
      gettext("Why: {reason}", { reason: why }),
      gettext("Against it: {against}", { against: counter }),
    ];
    return [{ asked, lines }];
  });
}

// The learner's own ratings where there are any, the course's example for the rest.
function ratingsOf(log, { rated, example, scores }) {
  const own = new Map(rated.flatMap(({ question, evidence, codes }) => {
    const given = log.latest(question)?.response.ratings ?? {};
    return codes.filter((code) => Object.hasOwn(scores, at(given, code) ?? ""))
      .map((code) => [`${evidence} ${code}`, scores[given[code]]]);
  }));
  const taken = example.map(({ evidence, code, score }) => ({ code, score: own.get(`${evidence} ${code}`) ?? score }));
  const count = example.filter(({ evidence, code }) => own.has(`${evidence} ${code}`)).length;
  return { rows: taken, own: count };
}

function ratingsInWords({ rows, own }, names) {
  const nameless = gettext("no name");
  const codes = [...new Set(rows.map(({ code }) => code))].sort();
  const sum = (code, value) => rows.filter((row) => row.code === code).reduce((total, row) => total + value(row.score), 0);
  const against = codes.map((code) =>
    `${code} ${general(sum(code, (score) => Math.max(0, -score)))} (${at(names, code) ?? nameless})`).join(", ");
  const sums = codes.map((code) => `${code} ${signed(sum(code, (score) => score))}`).join(", ");
  const whose = own === rows.length ? gettext("all my own")
    : gettext("{own} of {all} my own, the rest the course's example", { own, all: rows.length });
  return words(gettext("What is against each: {against}. Sums of all ratings: {sums} ({whose}).", { against, sums, whose }));
}

// The report's headings with what stands under them, and what is missing.
export function partsOf(log, data) {
  const textOf = (id) => stripped(asText(log.latest(id)?.response.text));
  const [verdict, otherSide] = [textOf(data.verdict), textOf(data.otherSide)];
  const sliders = slidersOf(log, data.sliders);
  const positions = positionsOf(log, data.stances);
  const ratings = ratingsOf(log, data);
  const left = ratings.rows.length - ratings.own;
  const missing = [
    ...(verdict ? [] : [gettext("your verdict ({question})", { question: data.verdict })]),
    ...(otherSide ? [] : [gettext("the best case for the other side ({question})", { question: data.otherSide })]),
    ...(sliders.length ? [] : [gettext("your settings of the sliders")]),
    ...(positions.length ? [] : [gettext("your positions")]),
    ...(left ? [gettext("your own ratings ({left} of {of} are still the course's example)", { left, of: ratings.rows.length })] : []),
  ];
  const unwritten = gap(gettext("Not written yet."));
  const heads = [gettext("How sure"), gettext("first"), gettext("now"), gettext("moved")];
  const parts = [
    [gettext("My verdict"), verdict ? words(verdict) : unwritten],
    [gettext("The best case for the side that I did not take"), otherSide ? words(otherSide) : unwritten],
    [gettext("How sure I was, first and now"), sliders.length ? table(heads, sliders) : gap(gettext("No settings yet."))],
    [gettext("What I hold, why, and what speaks against it"),
      positions.length ? argumentsOf(positions) : gap(gettext("No positions yet."))],
    [gettext("How I rate the evidence on March 1954"), ratingsInWords(ratings, data.names)],
  ];
  return { parts, missing };
}

const captionOf = ({ png, says }) =>
  (png ? stripped(says) || gettext("No sentence of mine yet: which claim does this figure test?") : gettext("No figure of my own."));

// data: title, alt and css; picture: png as base64, empty where there is none, and says, what it shows.
export function asPage(byline, parts, picture, { title, alt, css }) {
  const [head, ownFigure] = [gettext("My verdict"), gettext("My figure")];
  const body = parts.map(([heading, block]) => `<h2>${escaped(heading)}</h2>${block.html}`).join("");
  const image = picture.png ? `<img alt="${escaped(alt)}" src="data:image/png;base64,${picture.png}">` : "";
  const caption = `<p class="${picture.says ? "says" : "missing"}">${escaped(captionOf(picture))}</p>`;
  return `<!doctype html><html lang="${WORDS.lang}"><head><meta charset="utf-8"><title>${escaped(head)}</title>`
    + `<style>${css}</style></head><body><h1>${escaped(title)}</h1>`
    + `<p class="byline">${escaped(byline)}</p>${body}<h2>${escaped(ownFigure)}</h2>${image}${caption}</body></html>\n`;
}

export function asNotebook(byline, parts, picture, { title, alt }) {
  const heading = gettext("My figure");
  const texts = [`# ${title}\n\n${byline}`, ...parts.map(([head, block]) => `## ${head}\n\n${block.markdown}`)];
  const cells = texts.map((source, number) => ({ cell_type: "markdown", id: `part-${number}`, metadata: {}, source }));
  const figure = { cell_type: "markdown", id: "figure", metadata: {} };
  const shown = picture.png ? `![${alt}](attachment:figure.png)\n\n` : "";
  const attachments = picture.png ? { attachments: { "figure.png": { "image/png": picture.png } } } : {};
  cells.push({ ...figure, source: `## ${heading}\n\n${shown}${captionOf(picture)}`, ...attachments });
  return `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
