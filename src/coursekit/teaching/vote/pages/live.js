// Keeps a page at the newest state: the server says what is new, the page fetches its own part anew.
// Without this file the page works as well; it then has to be loaded again by hand.
const body = document.body;
const part = document.getElementById("part");
const voice = document.getElementById("voice");
const keyOf = (node) => node.querySelector("[data-key]").dataset.key;
let newest = keyOf(part); // what the server spoke of last; what is shown may be a step behind
let looks = 0;
let waiting;
let source;

function announce() {
  const title = part.querySelector("h1");
  voice.textContent = title.textContent;
  // A reader whose place has gone begins at the title; nobody else is moved.
  if (document.activeElement === document.body || document.activeElement === null) title.focus({ preventScroll: true });
}

// The noun beside a number follows it, so the whole sentence comes from the server, with places for its numbers.
function say(node, state) {
  const pieces = state.sentences[node.dataset.sentence].split(/\{(answered|phones)\}/);
  node.replaceChildren(...pieces.map((piece, place) => {
    if (place % 2 === 0) return piece;
    const number = document.createElement("strong");
    number.dataset.count = piece;
    number.textContent = state[piece];
    return number;
  }));
}

async function refresh() {
  looks += 1;
  const look = looks;
  const answer = await fetch(body.dataset.part, { cache: "no-store" });
  if (!answer.ok) return;
  const markup = await answer.text();
  // A look that comes after a later one would show what has passed, and drop what was chosen meanwhile.
  if (look !== looks) return;
  part.innerHTML = markup;
  for (const field of document.querySelectorAll("[data-current]")) field.value = keyOf(part);
  document.dispatchEvent(new Event("part"));
  announce();
}

// Two quick steps of the teacher ask for two looks, and the first may bring the second's state already: a form that
// stands is then left alone, with all that was chosen in it and not sent yet.
const follow = () => { if (newest !== keyOf(part)) refresh(); };

function end() {
  source.close();
  clearTimeout(waiting);
  part.replaceChildren(document.getElementById("ended").content.cloneNode(true));
  document.querySelector("aside.help")?.remove();
  announce();
}

function listen() {
  source = new EventSource(body.dataset.live);
  source.addEventListener("state", ({ data }) => {
    const state = JSON.parse(data);
    if (state.key.endsWith(".ended")) { end(); return; }
    for (const node of document.querySelectorAll("[data-sentence]")) say(node, state);
    if (state.key === newest) return;
    newest = state.key;
    // Three hundred phones do not ask in the same moment.
    clearTimeout(waiting);
    waiting = setTimeout(follow, Math.random() * Number(body.dataset.jitter));
  });
  source.addEventListener("error", () => {
    // The browser tries again by itself, unless the server has refused.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}

// The teacher's steps: sent without leaving the page, so that the count never stands still.
part.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.id === "ballot") return;
  event.preventDefault();
  await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
  await refresh();
});

listen();
