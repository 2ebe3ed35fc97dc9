// The files that JupyterLite keeps in this browser: one entry a path, in a store that localforage made (or will find).
const STORE = "files";

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Opens the base, with the store in it: JupyterLite may never have been opened here.
async function open(name, version) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    if (!request.result.objectStoreNames.contains(STORE)) request.result.createObjectStore(STORE);
  };
  const base = await settled(request);
  base.onversionchange = () => base.close();
  if (base.objectStoreNames.contains(STORE)) return base;
  base.close();
  return open(name, base.version + 1);
}

export async function readText(name, path) {
  const base = await open(name);
  try {
    const entry = await settled(base.transaction(STORE).objectStore(STORE).get(path));
    return typeof entry?.content === "string" ? entry.content : "";
  } finally {
    base.close();
  }
}

export async function writeText(name, path, content) {
  const base = await open(name);
  try {
    const files = base.transaction(STORE, "readwrite", { durability: "strict" }).objectStore(STORE);
    const before = await settled(files.get(path));
    const time = new Date().toISOString();
    await settled(files.put({
      name: path.split("/").at(-1),
      path,
      created: before?.created ?? time,
      last_modified: time,
      type: "file",
      format: "text",
      mimetype: "text/plain",
      content,
      size: new Blob([content]).size,
      writable: true,
    }, path));
  } finally {
    base.close();
  }
}
