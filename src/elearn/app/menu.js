// On a phone the menu lies over the page. It closes when a page is chosen, on Escape, and on a tap outside it.
(() => {
  const page = /** @type {Window & { elearnMenu?: boolean }} */ (window);
  if (page.elearnMenu) return;
  page.elearnMenu = true;

  const OPENS = '[data-testid="stExpandSidebarButton"]';
  const CLOSES = '[data-testid="stSidebarHeader"] button[aria-expanded="true"]';
  const PAGE = '[data-testid="stSidebarNavLink"]';
  const TRIES = 60;

  const opened = () => document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]');
  const close = () => {
    const button = opened()?.querySelector(CLOSES);
    if (button instanceof HTMLElement) button.click();
  };

  /**
   * Puts the focus on an element as soon as it is there, unless the person has gone on.
   * @param {() => Element | null | undefined} find
   * @param {number} tries
   */
  const focusSoon = (find, tries = TRIES) => {
    const active = document.activeElement;
    const free = !active || active === document.body || active.closest(`${OPENS}, [data-testid="stSidebar"]`);
    const found = find();
    if (found instanceof HTMLElement && found.checkVisibility()) found.focus();
    else if (tries && free) requestAnimationFrame(() => focusSoon(find, tries - 1));
  };

  document.addEventListener(
    "click",
    (event) => {
      if (!event.isTrusted) return; // our own, in `close`
      const target = event.target instanceof Element ? event.target : null;
      const menu = opened();
      if (!menu) {
        const current = () => opened()?.querySelector(`${PAGE}[aria-current="page"]`) ?? opened()?.querySelector(PAGE);
        if (target?.closest(OPENS)) focusSoon(current);
      } else if (target?.closest(PAGE)) {
        setTimeout(close); // after Streamlit has followed the link
      } else if (target?.closest(CLOSES)) {
        focusSoon(() => document.querySelector(OPENS));
      } else if (!menu.contains(target)) {
        event.preventDefault(); // the tap was for the menu, and not for what is below
        event.stopPropagation();
        close();
      }
    },
    { capture: true },
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opened()) return;
    close();
    focusSoon(() => document.querySelector(OPENS));
  });
})();
