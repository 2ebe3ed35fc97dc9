// The controls of each type of question. view.js stands behind this file in one module.
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

// Each builder puts its controls into the fieldset and returns a function that reads the response.
const builders = {
  single(question, fieldset, given, name) {
    fieldset.append(...choices("radio", name, question.options, [given.choice]));
    return () => ({ choice: picked(fieldset, name)[0] ?? "" });
  },

  multiple(question, fieldset, given, name) {
    fieldset.append(...choices("checkbox", name, question.options, given.choices ?? []));
    return () => ({ choices: picked(fieldset, name) });
  },

  numeric(question, fieldset, given) {
    const input = element("input", { type: "text", inputMode: "decimal", value: given.value ?? "", autocomplete: "off" });
    input.setAttribute("aria-label", `Your answer in ${question.unit}`);
    fieldset.append(element("div", { className: "row" }, input, element("span", { textContent: question.unit })));
    return () => ({ value: input.value });
  },

  order(question, fieldset, given) {
    const texts = Object.fromEntries(question.items.map(({ id, text }) => [id, text]));
    const known = given.order?.length === question.items.length && given.order.every((id) => id in texts);
    const order = known ? [...given.order] : question.items.map(({ id }) => id);
    const list = element("ol");
    const voice = element("div", { className: "away", aria: { live: "assertive" } });

    function move(id, step) {
      const from = order.indexOf(id);
      const to = from + step;
      if (to < 0 || to >= order.length) return;
      order.splice(to, 0, ...order.splice(from, 1));
      draw();
      list.dispatchEvent(new Event("input", { bubbles: true }));
      // The focus stays with the item that was moved, or at its end on the button that still leads somewhere.
      const buttons = [...list.children[to].querySelectorAll("button")];
      const wanted = buttons[step < 0 ? 0 : 1];
      (wanted.disabled ? buttons[step < 0 ? 1 : 0] : wanted).focus();
      voice.textContent = `${texts[id]}: now place ${to + 1} of ${order.length}`;
    }

    function button(id, place, step) {
      const end = step < 0 ? 0 : order.length - 1;
      const node = element("button", { type: "button", className: "move", textContent: step < 0 ? "▲" : "▼", disabled: place === end });
      node.setAttribute("aria-label", `Move ${step < 0 ? "up" : "down"}: ${texts[id]}`);
      node.addEventListener("click", () => move(id, step));
      return node;
    }

    function draw() {
      list.replaceChildren(...order.map((id, place) => element("li", { className: "item" },
        element("span", { className: "place", textContent: `${place + 1}.` }),
        element("span", { className: "words", textContent: texts[id] }),
        button(id, place, -1), button(id, place, 1))));
    }

    draw();
    fieldset.append(list, voice);
    return () => ({ order: [...order] });
  },

  match(question, fieldset, given) {
    const selects = question.left.map(({ id, text }) => {
      const first = element("option", { value: "", textContent: "choose…" });
      const options = question.right.map((entry) => element("option", { value: entry.id, textContent: entry.text }));
      const select = element("select", {}, first, ...options);
      select.value = given.pairs?.[id] ?? "";
      fieldset.append(element("label", { className: "pair" }, element("span", { textContent: text }), select));
      return [id, select];
    });
    return () => ({ pairs: Object.fromEntries(selects.map(([id, select]) => [id, select.value])) });
  },

  estimate(question, fieldset, given) {
    const { row, input } = slider(question.scale, given.value, `Your estimate in ${question.scale.unit}`);
    fieldset.append(row);
    return () => ({ value: Number(input.value) });
  },

  confidence(question, fieldset, given) {
    const { low, high } = question.scale;
    const { row, input } = slider(question.scale, given.value, `How sure: from ${low} to ${high}`, low, high);
    fieldset.append(row);
    return () => ({ value: Number(input.value) });
  },

  stance(question, fieldset, given, name) {
    const part = (title, ...nodes) =>
      element("fieldset", { className: "group" }, element("legend", { className: "part", textContent: title }), ...nodes);
    const sure = slider({ min: 0, max: 100, step: 5 }, given.confidence, "From not sure at all to quite sure", "not sure at all", "quite sure");
    const reason = writing("Your reason", given.reason, `at least ${question.words}`);
    const against = writing("The strongest evidence against your position", given.against, "a sentence", 2);
    fieldset.append(
      part("Your position", ...choices("radio", `${name}-position`, question.positions, [given.position])),
      part("How sure are you?", sure.row),
      part("Evidence that carries it", ...choices("checkbox", `${name}-evidence`, question.evidence, given.evidence ?? [])),
      reason.block, against.block,
    );
    return () => ({
      position: picked(fieldset, `${name}-position`)[0] ?? "",
      confidence: Number(sure.input.value),
      evidence: picked(fieldset, `${name}-evidence`),
      reason: reason.area.value,
      against: against.area.value,
    });
  },

  text(question, fieldset, given) {
    const { min, max } = question.words;
    const { block, area } = writing("Your text", given.text, `${min} to ${max}`, 6);
    fieldset.append(block);
    return () => ({ text: area.value });
  },

  "rate-evidence"(question, fieldset, given) {
    const selects = question.hypotheses.map(({ id, text }) => {
      const first = element("option", { value: "", textContent: "choose…" });
      const options = Object.entries(question.ratings).map(([value, text]) => element("option", { value, textContent: `${value}: ${text}` }));
      const select = element("select", {}, first, ...options);
      select.value = given.ratings?.[id] ?? "";
      fieldset.append(element("label", { className: "pair" }, element("span", { textContent: text }), select));
      return [id, select];
    });
    return () => ({ ratings: Object.fromEntries(selects.map(([id, select]) => [id, select.value])) });
  },
};
