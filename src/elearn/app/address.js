// Streamlit adds a step to the browser's history whenever it writes the address. Here a step is what the person did:
// - What is written before they have done anything on a page (such as the day that they chose on another page) belongs to
//   their arrival.
// - What is still written of a page that they are leaving, or have left by Back, is not written at all.
(() => {
  const page = /** @type {Window & { elearnAddress?: boolean }} */ (window);
  if (page.elearnAddress) return;
  page.elearnAddress = true;

  let arriving = true;
  let leaving = false; // a link of the menu was followed, and the address is still that of the page before
  let returned = false; // by Back or Forward, and nothing was done since

  for (const what of ["pointerdown", "keydown"]) {
    document.addEventListener(what, () => (arriving = leaving = returned = false), { capture: true });
  }
  addEventListener("popstate", () => (arriving = returned = true), { capture: true });
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      const elsewhere = link instanceof HTMLAnchorElement && link.pathname !== location.pathname;
      leaving = elsewhere && link.matches("a[data-testid^=stTopNav], a[data-testid^=stSidebarNav]");
      if (elsewhere) returned = false; // also when a program clicks, such as one that reads the screen aloud
    },
    { capture: true },
  );

  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const next = new URL(address ?? location.href, location.href);
    const moves = next.pathname !== location.pathname;
    if (moves ? returned : leaving) return; // it is late: the address that they go to is written by itself
    if (moves) {
      push(state, unused, address);
      [arriving, leaving] = [true, false];
    } else if (arriving) history.replaceState(state, unused, address);
    else {
      push(state, unused, address);
      arriving = true; // what follows from it, such as the first page of a list that is filtered, is no step of its own
    }
  };
})();
