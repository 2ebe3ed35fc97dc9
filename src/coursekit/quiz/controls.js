// What the controls of questions are made of. The files of types/ and view.js stand behind this file in one module.
// Every control carries data-lm-suppress-shortcuts: without it JupyterLab takes arrow keys and letters away from it.

function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  const { data = {}, aria = {}, ...plain } = properties;
  Object.assign(node, plain);
  for (const [name, value] of Object.entries(data)) node.dataset[name] = value;
  for (const [name, value] of Object.entries(aria)) node.setAttribute(`aria-${name}`, value);
  if (["INPUT", "BUTTON", "SELECT", "TEXTAREA"].includes(node.tagName)) {
    node.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  node.append(...children);
  return node;
}

const countWords = (text) => text.trim().split(/\s+/).filter(Boolean).length;

let pages = 0;

function choices(kind, name, entries, chosen) {
  return entries.map(({ id, text }) => {
    const input = element("input", { type: kind, name, value: id, checked: chosen.includes(id) });
    return element("label", { className: "choice" }, input, element("span", { textContent: text }));
  });
}

const picked = (root, name) => [...root.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);

function slider(scale, value, label, low = "", high = "") {
  const start = value ?? (scale.min + scale.max) / 2;
  const input = element("input", { type: "range", min: scale.min, max: scale.max, step: scale.step, aria: { label } });
  input.value = start;
  const shown = element("output", { className: "value" });
  const show = () => {
    shown.textContent = scale.unit ? `${input.value} ${scale.unit}` : input.value;
    input.setAttribute("aria-valuetext", shown.textContent);
  };
  input.addEventListener("input", show);
  show();
  const ends = (text) => (text ? [element("span", { className: "quiet", textContent: text })] : []);
  return { row: element("div", { className: "row" }, ...ends(low), input, ...ends(high), shown), input };
}

function writing(label, text, words, rows = 4) {
  const area = element("textarea", { value: text ?? "", rows, spellcheck: true });
  const count = element("span", { className: "quiet" });
  const show = () => { count.textContent = `${countWords(area.value)} words${words ? ` (${words})` : ""}`; };
  area.addEventListener("input", show);
  show();
  const caption = element("label", {}, element("div", { className: "part", textContent: label }), area);
  return { block: element("div", {}, caption, count), area };
}

// Each builder, one a type, puts its controls into the fieldset and returns a function that reads the response.
const builders = {};
// What the button says, where it is not "Check".
const actions = {};
