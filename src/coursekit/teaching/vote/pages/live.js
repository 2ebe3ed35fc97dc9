// Keeps a page at the newest state: the server says what is new, the page fetches its own part anew.
// Without this file the page works as well; it then has to be loaded again by hand.
const body = document.body;
const part = document.getElementById("part");
const voice = document.getElementById("voice");
let key = part.querySelector("[data-key]").dataset.key;
let source;

function announce() {
  const title = part.querySelector("h1");
  voice.textContent = title.textContent;
  // A reader whose place has gone begins at the title; nobody else is moved.
  if (document.activeElement === document.body || document.activeElement === null) title.focus({ preventScroll: true });
}

async function refresh() {
  const answer = await fetch(body.dataset.part, { cache: "no-store" });
  if (!answer.ok) return;
  part.innerHTML = await answer.text();
  key = part.querySelector("[data-key]").dataset.key;
  for (const field of document.querySelectorAll("[data-current]")) field.value = key;
  document.dispatchEvent(new Event("part"));
  announce();
}

function end() {
  source.close();
  part.replaceChildren(document.getElementById("ended").content.cloneNode(true));
  document.querySelector("aside.help")?.remove();
  announce();
}

function listen() {
  source = new EventSource(body.dataset.live);
  source.addEventListener("state", ({ data }) => {
    const state = JSON.parse(data);
    if (state.key.endsWith(".ended")) return end();
    for (const node of document.querySelectorAll("[data-count]")) node.textContent = state[node.dataset.count];
    if (state.key === key) return undefined;
    key = state.key;
    // Three hundred phones do not ask in the same moment.
    return setTimeout(refresh, Math.random() * Number(body.dataset.jitter));
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
