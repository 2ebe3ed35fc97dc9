// Reading without a network: what was read is kept by the service worker; one button keeps all of it.
(() => {
  const root = document.currentScript.dataset.root || "./";
  const button = document.getElementById("keep");
  const says = document.getElementById("keep-says");
  const say = (words) => { if (says) says.textContent = words; };
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) {
    say(location.protocol === "file:" ? gettext("You read from a folder: all of it is here already.") : gettext("This browser cannot keep pages."));
    return;
  }
  const base = new URL(root, location.href);
  const registered = navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
  registered.catch(() => say(gettext("This browser does not let pages be kept here (a private window, perhaps). Reading works as before.")));

  async function offer() {
    if (!button) return;
    const list = await (await fetch(new URL("offline.json", base))).json();
    button.textContent += ` (${megabytes(list.bytes)})`;
    button.hidden = false;
    button.addEventListener("click", () => keep(list).catch((error) => {
      say(error.message === "full"
        ? gettext("It was not kept: there is no room left on this device. What you have read before is still there.")
        : gettext("It was not kept: a file did not come over the network. What you have read before is still there."));
      button.disabled = false;
    }));
  }

  async function keep(list) {
    button.disabled = true;
    const { active } = await navigator.serviceWorker.ready;
    const channel = new MessageChannel();
    await new Promise((resolve, reject) => {
      channel.port1.onmessage = ({ data }) => {
        if (data.error) reject(new Error(data.error));
        else if (data.done === data.of) resolve();
        else say(gettext("{done} of {of} files", data));
      };
      active.postMessage({ keep: true }, [channel.port2]);
    });
    say(gettext("Kept: {n} files, {size}. You can switch the network off.", { n: Object.keys(list.files).length, size: megabytes(list.bytes) }));
  }

  offer().catch(() => say(gettext("Without a network now: what you have read or kept is here.")));
})();
