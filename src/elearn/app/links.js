// A link from one view of the app to another does not load the app anew: Streamlit follows the address, as it does on Back.
// Such links are relative (`?person=3`, `coverage?course=ID`); the address of anything else says more.
(() => {
  const page = /** @type {Window & { elearnLinks?: boolean }} */ (window);
  if (page.elearnLinks) return;
  page.elearnLinks = true;

  const VIEW = /^(\?|[a-z-]+(\?|$))/;
  const TRIES = 200;

  /**
   * Puts the focus on the heading of the page that has come, as a page that is loaded starts at its top; or on the part
   * of it that the address names (`reviews?review=ID#f1`).
   * @param {string} address
   * @param {number} tries
   */
  const arrive = (address, tries = TRIES) => {
    const drawn = document.querySelector('.stApp[data-test-script-state="notRunning"]');
    const free = document.activeElement === document.body || document.activeElement?.matches("a[href]");
    if (!free || !tries) return;
    const named = document.getElementById(decodeURIComponent(new URL(address).hash.slice(1)));
    const heading = named?.closest(".stMain") ? named : document.querySelector(".stMain h1");
    const there = location.href === address && drawn && tries < TRIES - 4;
    if (there && heading instanceof HTMLElement) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: Boolean(named) });
      named?.scrollIntoView({ block: "center" });
      if (document.activeElement === heading) return;
    }
    setTimeout(arrive, 50, address, tries - 1); // what has been asked for has not begun yet, or is not shown
  };

  if (location.hash) arrive(location.href);

  document.addEventListener("click", (event) => {
    const chosen = event.target instanceof Element && event.target.closest('[data-testid="stSidebarNavLink"]');
    if (chosen instanceof HTMLAnchorElement) arrive(chosen.href);
    const link = event.target instanceof Element && event.target.closest(".stHtml a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.target || !VIEW.test(link.getAttribute("href") ?? "")) return;
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    const app = document.querySelector('.stApp[data-test-connection-state="CONNECTED"]');
    if (event.defaultPrevented || elsewhere || !app) return;
    event.preventDefault();
    const address = link.href;
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    app.querySelector(".stMain")?.scrollTo(0, 0);
    arrive(address);
  });
  if (location.hash) arrive(location.href);
})();
