// Streamlit adds a step to the browser's history whenever it writes the address. What it writes before the person has done
// anything on a page (such as the day that they chose on another page) is no step of theirs: it belongs to the arrival.
(() => {
  const page = /** @type {Window & { elearnAddress?: boolean }} */ (window);
  if (page.elearnAddress) return;
  page.elearnAddress = true;

  let arriving = true;
  for (const what of ["pointerdown", "keydown"]) {
    document.addEventListener(what, () => (arriving = false), { capture: true });
  }

  const push = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const next = new URL(address ?? location.href, location.href);
    const same = next.pathname === location.pathname;
    if (same && arriving) history.replaceState(state, unused, address);
    else push(state, unused, address);
    arriving ||= !same;
  };
})();
