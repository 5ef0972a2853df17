// Streamlit adds a step to the browser's history whenever it writes the address. What it writes before the person has done
// anything on a page (such as the day that they chose on another page) is no step of theirs: it belongs to the arrival.
(() => {
  const page = /** @type {Window & { elearnAddress?: boolean }} */ (window);
  if (page.elearnAddress) return;
  page.elearnAddress = true;

  let arriving = true;
  let leaving = false; // a link of the menu was followed, and the address is still that of the page before

  for (const what of ["pointerdown", "keydown"]) {
    document.addEventListener(what, () => (arriving = leaving = false), { capture: true });
  }
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[data-testid^=stTopNav], a[data-testid^=stSidebarNav]");
      leaving = link instanceof HTMLAnchorElement && link.pathname !== location.pathname;
    },
    { capture: true },
  );

  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const next = new URL(address ?? location.href, location.href);
    if (next.pathname !== location.pathname) {
      push(state, unused, address);
      [arriving, leaving] = [true, false];
    } else if (arriving) history.replaceState(state, unused, address);
    else if (!leaving) push(state, unused, address);
    // While somebody is leaving, this is about the page that they go to. Its own address follows, and says it too.
  };
})();
