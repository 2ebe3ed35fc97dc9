// What makes a page handier; without it everything is readable.
(() => {
  // A figure with a script (a slider, say) fetches it when it comes near.
  const near = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
    near.unobserve(target);
    const script = document.createElement("script");
    script.src = target.dataset.script;
    target.append(script);
  }), { rootMargin: "800px 0px" });

  // A picture that goes on to the side fades there until its end is seen.
  function fade(picture) {
    const look = () => {
      const rest = picture.scrollWidth - picture.clientWidth - Math.abs(picture.scrollLeft);
      picture.classList.toggle("goes-on", rest > 4);
    };
    picture.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(picture);
  }

  function openContents() {
    const list = document.querySelector(".contents details");
    const wide = matchMedia("(min-width: 82rem)");
    const fit = () => { if (list) list.open = wide.matches; };
    fit();
    wide.addEventListener("change", fit);
  }

  // What an address names may lie inside folded parts: unfold them.
  function unfold() {
    const aim = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!aim) return;
    for (let part = aim; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    aim.scrollIntoView();
  }

  function openAll() {
    const button = document.getElementById("open-all");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.textContent === gettext("Open all");
      document.querySelectorAll(".node").forEach((node) => { node.open = open; });
      button.textContent = open ? gettext("Close all") : gettext("Open all");
    });
  }

  // From a folder a browser starts no Python, and not even the script that says so elsewhere.
  function tellHowToRun() {
    const words = gettext("To run this lesson, open this page from a web server: from a folder a browser starts no Python.");
    document.querySelectorAll(".run-this-lesson").forEach((place) => { place.textContent = words; });
  }

  // The policy of a page read from a folder may forbid downloads by attribute; a server's page names the file.
  document.querySelectorAll("a[data-download]").forEach((link) => { link.setAttribute("download", ""); });
  document.querySelectorAll("figure[data-script]").forEach((figure) => near.observe(figure));
  document.querySelectorAll(".picture").forEach(fade);
  if (location.protocol === "file:") tellHowToRun();
  openContents();
  openAll();
  unfold();
  addEventListener("hashchange", unfold);
})();
