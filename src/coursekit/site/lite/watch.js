// Beside JupyterLite: the way back to the page, a file to take away (its menus have none on a phone), and a word when
// Python's address does not answer.
const PATIENCE_MS = 20000;

function bar(...children) {
  const place = document.createElement("div");
  place.className = "back-to-the-page";
  place.style.cssText = "position:fixed;right:0.5rem;bottom:0.5rem;z-index:10000;max-width:26rem;padding:0 0.8rem;"
    + "font:16px/1.4 system-ui,sans-serif;background:#fff;color:#1b1b1b;border:1px solid #767b82;border-radius:4px";
  place.append(...children);
  document.body.append(place);
}

function wayBack() {
  const before = document.referrer && new URL(document.referrer);
  const link = document.createElement("a");
  link.href = before && before.origin === window.location.origin ? before.href : new URL("../../", window.location.href).href;
  link.textContent = gettext("Back to the page");
  link.style.cssText = "color:#0b5cad;font-weight:600;display:inline-block;padding:0.6rem 0";
  return link;
}

// What is open, saved, as a file for this device: so a sheet is handed in.
async function takeAway(button) {
  const context = window.jupyterapp?.shell?.currentWidget?.context;
  if (!context?.isReady) return;
  await context.save();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([context.model.toString()], { type: "application/x-ipynb+json" }));
  link.download = context.path.split("/").at(-1);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  button.textContent = gettext("Saved: {file}", { file: link.download });
}

function download() {
  const button = document.createElement("button");
  button.textContent = gettext("Download this notebook");
  button.style.cssText = "font:inherit;font-weight:600;color:#0b5cad;background:none;border:0;padding:0.6rem 0;margin-inline-end:1.2rem";
  button.addEventListener("click", () => takeAway(button));
  return button;
}

async function pythonAnswers() {
  const settings = await (await fetch(new URL("../jupyter-lite.json", window.location.href))).json();
  const kernels = settings["jupyter-config-data"].litePluginSettings;
  const address = new URL(Object.values(kernels).find(({ pyodideUrl }) => pyodideUrl).pyodideUrl, window.location.href);
  try {
    const reply = await fetch(address, { mode: "no-cors", signal: AbortSignal.timeout(PATIENCE_MS) });
    return { host: address.host, answers: reply.type === "opaque" || reply.ok };
  } catch {
    return { host: address.host, answers: false };
  }
}

const { host, answers } = await pythonAnswers();
if (answers) {
  bar(download(), wayBack());
} else {
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.style.margin = "0.4rem 0 0";
  words.textContent = gettext("Python could not be loaded: {host} does not answer. Nothing is lost. Look at your connection and load this page again, or read on in the page, where the questions work without Python.", { host });
  bar(words, wayBack());
}
