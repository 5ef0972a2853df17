// Takes away what the page showed before Streamlit had drawn it, once Streamlit has drawn the same or says what is wrong.
// When somebody goes to another screen by the menu, it shows that screen's heading at once, until it is drawn as well.
(() => {
  // Streamlit's connection is refused to a page at another address than ours, so such a page says where to go.
  const elsewhere = document.getElementById("elsewhere");
  let ahead = document.getElementById("ahead");
  if (ahead?.dataset.name) document.title = ahead.dataset.name; // until then it is Streamlit's own name
  if (elsewhere instanceof HTMLTemplateElement && location.origin !== elsewhere.dataset.origin) {
    const way = elsewhere.content.querySelector("a");
    if (way) way.href = elsewhere.dataset.origin + location.pathname + location.search;
    document.body.replaceChildren(...document.body.querySelectorAll("style"), elsewhere.content);
    return;
  }
  const root = document.getElementById("root");
  const status = document.getElementById("ahead-status");
  if (!root || !status || !ahead) return;

  let from = location.pathname;
  let to = from; // somebody who has gone on to another screen does not wait for this one
  let hasRun = false;
  let settling = false;
  /** @type {Element | null} */
  let before = null; // the heading of the page that somebody leaves

  const running = () => root.querySelector(".stApp")?.getAttribute("data-test-script-state") !== "notRunning";

  /** Whether nothing that can be seen will still move: all is drawn, or as much as fills the window. */
  const drawn = () => {
    const main = root.querySelector(".stMain");
    if (!main) return false;
    if (main.querySelector(".stException, .doorway")) return true;
    const heading = main.querySelector("h1");
    if ((!heading || heading === before) && !(hasRun && !running() && main.querySelector(".stHtml"))) return false;
    const end = window.innerHeight + (ahead ? ahead.scrollTop : 0);
    const unfinished = [...main.querySelectorAll("[data-testid='stSkeleton']")];
    if (unfinished.some((each) => each.getBoundingClientRect().top < end)) return false;
    if (!running()) return true;
    const last = [...main.querySelectorAll(".stElementContainer")].pop();
    return !!last && last.getBoundingClientRect().top > end;
  };

  const finish = () => {
    const top = ahead ? ahead.scrollTop : 0;
    watch.disconnect();
    ahead?.remove();
    ahead = null;
    status.textContent = "";
    const main = root.querySelector(".stMain");
    if (main) main.scrollTop = top; // also 0: the page before may have been scrolled
  };

  /** Where that which can be seen is. */
  const places = () =>
    [...root.querySelectorAll(".stMain .stElementContainer")]
      .map((each) => Math.round(each.getBoundingClientRect().top))
      .filter((top) => top < window.innerHeight + (ahead ? ahead.scrollTop : 0))
      .join();

  /** Finishes when nothing has moved for two frames: some widgets measure themselves first, and take their height then. */
  const settle = () => {
    if (settling) return;
    settling = true;
    const were = places();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        settling = false;
        if (!ahead || !drawn()) return;
        if (places() === were) finish();
        else settle();
      }),
    );
  };

  const look = () => {
    if (!ahead) return;
    if (running()) hasRun = true;
    const bar = ahead.querySelector(".ahead-bar");
    const menu = root.querySelector(
      ".stAppHeader :is([data-testid='stTopNav'] [style*='opacity: 1'], [data-testid='stExpandSidebarButton'])",
    );
    if (bar && menu && root.querySelector(".who")) bar.remove();
    if (location.pathname !== from && location.pathname !== to) finish();
    else if (drawn()) settle();
  };
  const watch = new MutationObserver(look);
  const observe = () =>
    watch.observe(root, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["data-test-script-state", "data-testid", "style"],
    });
  observe();

  /** @param {string} path */
  const go = (path) => {
    const frame = document.querySelector(`template.ahead-frame[data-path="${CSS.escape(path)}"]`);
    const next = frame instanceof HTMLTemplateElement && frame.content.firstElementChild?.cloneNode(true);
    if (!(frame instanceof HTMLTemplateElement) || !(next instanceof HTMLElement)) return;
    ahead?.remove();
    ahead = next;
    document.body.append(next);
    status.textContent = frame.dataset.loading ?? "";
    from = location.pathname;
    to = path;
    hasRun = false;
    before = root.querySelector(".stMain h1");
    observe();
  };

  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[data-testid^='stTopNav'], a[data-testid^='stSidebarNav']");
      if (!(link instanceof HTMLAnchorElement) || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const path = new URL(link.href).pathname;
      if (path !== location.pathname) go(path);
      else if (location.search) {
        event.preventDefault(); // Streamlit would keep what the address asks for: the menu leads to the whole screen
        event.stopPropagation();
        location.assign(path);
      }
    },
    true,
  );
  addEventListener("popstate", () => {
    if (location.pathname !== to) go(location.pathname);
  });
})();
