// Search in the pages, by the small index that Pagefind made of them.
const form = document.getElementById("search");
const box = document.getElementById("words");
const says = document.getElementById("search-says");
const found = document.getElementById("found");
const SHOWN = 12;
const PAUSE_MS = 200;
let asked = 0;

const engine = import(new URL("pagefind/pagefind.js", import.meta.url)).then(async (made) => {
  await made.options({ excerptLength: 24 });
  return made;
});

async function find() {
  const words = box.value.trim();
  const turn = asked += 1;
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  if (!words) {
    found.replaceChildren();
    says.textContent = "";
    return;
  }
  const { results } = await (await engine).search(words);
  const shown = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
  if (turn !== asked) return;
  says.textContent = results.length ? ngettext("{n} page", "{n} pages", results.length)
    : gettext("Nothing holds {words}. Try one word of it.", { words: `"${words}"` });
  found.replaceChildren(...shown.map(entry));
}

function entry(page) {
  const line = document.createElement("li");
  const best = page.sub_results.find((part) => part.url.includes("#")) ?? page;
  line.append(link(page.url, page.meta.title), paragraph(best.excerpt));
  if (best !== page) line.append(link(best.url, best.title));
  return line;
}

function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  return made;
}

// An excerpt is text of our own pages in which Pagefind marks the words; only the marks are taken over.
function paragraph(excerpt) {
  const made = document.createElement("p");
  const parsed = new DOMParser().parseFromString(excerpt, "text/html");
  parsed.body.childNodes.forEach((node) => {
    if (node.nodeName !== "MARK") made.append(node.textContent);
    else made.append(Object.assign(document.createElement("mark"), { textContent: node.textContent }));
  });
  return made;
}

let pause;
box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(start, PAUSE_MS); });
form.addEventListener("submit", (event) => { event.preventDefault(); start(); });
function start() {
  find().catch(() => { says.textContent = gettext("Search did not load. Are you without a network? What you keep on this device can be read, and searched once you have searched before."); });
}
says.textContent = "";
box.value = new URLSearchParams(location.search).get("q") ?? "";
if (box.value) start();
box.focus();
