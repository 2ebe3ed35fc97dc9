// Keeps what was read, so that it can be read again without a network. Answers are kept elsewhere (IndexedDB) and are
// never touched here. A new version of the site is a new version of this file; then what was kept is brought up to date.
const VERSION = "VERSION_OF_THIS_SITE";
const KEPT = "kept-";
const CACHE = KEPT + VERSION;
const BASE = new URL("./", self.location.href);
// JupyterLite keeps its own files.
const RUNNING = new URL("lite/", BASE).href;
const PATIENCE_MS = 4000;

const addressOf = (path) => new URL(path, BASE).href;
const listOfFiles = async () => (await fetch(addressOf("offline.json"), { cache: "no-store" })).json();

self.addEventListener("install", (event) => event.waitUntil(start()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(BASE.href) || request.url.startsWith(RUNNING)) return;
  event.respondWith(isFixed(request.url) ? fromCacheFirst(request) : fromNetworkFirst(request));
});
self.addEventListener("message", (event) => {
  if (event.data && event.data.keep) event.waitUntil(keepAll(event.ports[0]));
});

async function start() {
  const { shell } = await listOfFiles();
  const cache = await caches.open(CACHE);
  await cache.addAll(shell.map((path) => new Request(addressOf(path), { cache: "no-cache" })));
  await self.skipWaiting();
}

// Carry over what earlier versions kept: unchanged files as they are, changed ones fetched anew. What cannot be fetched
// now stays in the old cache until it can.
async function takeOver() {
  await self.clients.claim();
  const old = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== CACHE);
  if (!old.length) return;
  const { files } = await listOfFiles();
  const cache = await caches.open(CACHE);
  for (const name of old) {
    if (await carryOver(await caches.open(name), cache, files)) await caches.delete(name);
  }
}

async function carryOver(from, to, files) {
  let whole = true;
  for (const request of await from.keys()) {
    const path = decodeURI(request.url.slice(BASE.href.length));
    if (!(path in files) || await to.match(request)) continue;
    try {
      await to.add(new Request(request.url, { cache: "no-cache" }));
    } catch {
      whole = false;
    }
  }
  return whole;
}

async function keepAll(port) {
  try {
    const { files } = await listOfFiles();
    const cache = await caches.open(CACHE);
    const paths = Object.keys(files);
    for (let done = 0; done < paths.length; done += 1) {
      const address = addressOf(paths[done]);
      if (!(await cache.match(address))) await cache.add(new Request(address, { cache: "no-cache" }));
      if (done % 5 === 0) port.postMessage({ done, of: paths.length });
    }
    port.postMessage({ done: paths.length, of: paths.length });
  } catch (error) {
    port.postMessage({ error: error.name === "QuotaExceededError" ? "full" : "missing" });
  }
}

// A file whose name holds a digest of its content never changes.
const isFixed = (address) => /\/assets\/[^/]+-[0-9a-f]{10}\.\w+$/.test(new URL(address).pathname);

async function fromCacheFirst(request) {
  return (await keptCopy(request.url)) ?? keepCopy(request, await fetch(request));
}

// The newest copy wins: an older version's cache may still hold another.
async function keptCopy(address) {
  return (await (await caches.open(CACHE)).match(address)) ?? caches.match(address);
}

async function fromNetworkFirst(request) {
  const address = request.url.split("#")[0].split("?")[0];
  const kept = await keptCopy(request.mode === "navigate" && address.endsWith("/") ? `${address}index.html` : address);
  try {
    const fresh = fetch(request);
    if (!kept) return keepCopy(request, await fresh);
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, kept); });
    return await Promise.race([fresh.then((response) => (response.ok ? keepCopy(request, response) : kept)), late]);
  } catch (error) {
    const missing = request.mode === "navigate" ? await caches.match(addressOf("missing.html")) : undefined;
    if (kept ?? missing) return kept ?? missing;
    throw error;
  }
}

async function keepCopy(request, response) {
  if (response.ok && response.type === "basic") {
    const copy = response.clone();
    try {
      await (await caches.open(CACHE)).put(request.url.split("#")[0].split("?")[0], copy);
    } catch {
      // No room left: the page is shown all the same, and is not kept.
    }
  }
  return response;
}
