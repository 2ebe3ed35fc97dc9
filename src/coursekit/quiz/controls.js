// What the controls of questions are made of. The files of types/ and view.js stand behind this file in one module,
// words.js and cells.js before it.
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

// Half of a broken emoji is no character, and what carries answers to Python refuses it.
const typed = (field) => field.value.replace(/[\ud800-\udfff]/gu, "\ufffd");
const picked = (root, name) => [...root.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);

// For each line one of the same choices, each a value and its words. Returns a function that reads what was chosen.
function choosers(fieldset, lines, entries, given) {
  const selects = lines.map(({ id, text }) => {
    const options = [["", gettext("choose…")], ...entries].map(([value, textContent]) => element("option", { value, textContent }));
    const select = element("select", {}, ...options);
    select.value = given?.[id] ?? "";
    fieldset.append(element("label", { className: "pair" }, element("span", { textContent: text }), select));
    return [id, select];
  });
  return () => Object.fromEntries(selects.map(([id, select]) => [id, select.value]));
}

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
  const show = () => {
    const counted = ngettext("{n} word", "{n} words", countWords(area.value));
    count.textContent = words ? `${counted} (${words})` : counted;
  };
  area.addEventListener("input", show);
  show();
  const caption = element("label", {}, element("div", { className: "part", textContent: label }), area);
  return { block: element("div", {}, caption, count), area };
}

// What was typed and is not saved yet lies in the browser, by course, learner and question, so that it outlives the cell,
// the kernel, the page and the day. A browser that keeps nothing (a private window) makes do with what the kernel holds.
function draftsOf(home) {
  const name = (id) => `${home}/draft/${id}`;
  const careful = (act) => { try { return act(); } catch { return null; } };
  return {
    read: (id) => careful(() => JSON.parse(localStorage.getItem(name(id)))),
    write: (id, response) => careful(() => localStorage.setItem(name(id), JSON.stringify({ response, time: Date.now() }))),
    drop: (id) => careful(() => localStorage.removeItem(name(id))),
  };
}

const sameValue = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const dayOf = (time) => new Date(time).toLocaleString(WORDS.tag, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

// A widget cannot save when its kernel is gone, or when it was read from a saved notebook (its comm does not live).
// Outside a notebook's manager (a plain page) nobody knows, and it is taken for living.
async function watchLink(model, changed) {
  const manager = model.widget_manager;
  const inside = await manager?.get_model?.(model.get("me"));
  inside?.on("comm_live_update", changed);
  // A kernel that restarts by itself says so here and nowhere else; what it held is gone then.
  const statuses = manager?.kernel?.statusChanged;
  let restarted = false;
  const heed = (_, status) => {
    if (!/restarting|dead|terminating/.test(status)) return;
    restarted = true;
    changed();
  };
  statuses?.connect(heed);
  const hasKernel = () => manager?.kernel === undefined || (manager.kernel !== null && manager.kernel.status !== "dead");
  return {
    isLive: () => !restarted && (inside?.comm_live ?? true) && hasKernel(),
    stop: () => {
      inside?.off("comm_live_update", changed);
      statuses?.disconnect(heed);
    },
  };
}

// JupyterLab listens on the document and cancels the line break that Enter makes in a cell: no Enter in a number field, no
// new line in a text. So a key that is pressed here stays here. Ctrl+S goes on to the cell, and saves the notebook; Escape
// leads back to the cell, where the arrow keys go on. Shift+Enter goes on to the next cell, as in the rest of a notebook:
// it presses no button here, gives no answer and opens no hint.
function keepKeys(form) {
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const cell = form.closest(".jp-Cell");
    if (event.key === "Escape" && cell) standOn(cell);
    if (event.key === "Enter" && event.shiftKey && cell && event.target.tagName !== "TEXTAREA") {
      event.preventDefault();
      standOnNext(cell);
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && cell) {
      event.preventDefault();
      const { key, code, keyCode, ctrlKey, metaKey, shiftKey } = event;
      cell.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true }));
    }
  });
}

// Several learners may share a computer: a notebook that one has saved shows another nothing but the questions.
function isAnothers(home, learner, live) {
  try {
    const name = `${home.split("/")[0]}/learner`;
    if (live) localStorage.setItem(name, learner);
    return !live && (localStorage.getItem(name) ?? learner) !== learner;
  } catch {
    return false;
  }
}

// The prompt's last question, or else its last sentence, is what is asked; what stands before it tells. Places with numbers,
// such as (1) and (2), have a line each.
function promptNodes(prompt) {
  const pieces = prompt.trim().split(/(?<=[.!?]['’”)]*)(?<!\b(?:Mr|Mrs|Dr|St|No|pp?|vs|[A-Z]|e\.g|i\.e)\.)\s+/);
  const asks = pieces.findLastIndex((piece) => /\?['’”)]*$/.test(piece));
  const asked = asks < 0 ? pieces.length - 1 : asks;
  const told = pieces.slice(0, asked).join(" ").replace(/\s+(?=\(\d\) )/g, "\n");
  const before = told && element("span", { className: "before", textContent: told + (told.includes("\n") ? "\n" : " ") });
  const after = pieces.slice(asked + 1).join(" ");
  return [before, element("strong", { textContent: pieces[asked] }), after && ` ${after}`].filter(Boolean);
}

// Each builder, one a type, puts its controls into the fieldset and returns a function that reads the response.
const builders = {};
// What the button says, where it is not "Check".
const actions = {};
