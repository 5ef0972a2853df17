// A click on a button in our own HTML (`data-press="KEY"`) presses Streamlit's hidden button with that key.
// Streamlit then draws the table anew. So the focus and the place in the table are put back afterwards.
(() => {
  const page = /** @type {Window & { elearnPresses?: boolean }} */ (window);
  if (page.elearnPresses) return;
  page.elearnPresses = true;

  /** @type {{ key: string, table: Element, name: string | null, top: number, left: number, until: number } | null} */
  let pressed = null;

  /** @param {string} key */
  const ours = (key) => document.querySelector(`button[data-press="${CSS.escape(key)}"]`);

  /**
   * Presses Streamlit's button. While the page is still being drawn it may not be there yet: then this tries again.
   * @param {string} key
   * @param {number} tries
   */
  const press = (key, tries = 100) => {
    const streamlits = document.querySelector(`.st-key-${CSS.escape(key)} button`);
    if (streamlits instanceof HTMLElement) streamlits.click();
    else if (tries) setTimeout(press, 50, key, tries - 1);
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-press]");
    const key = button && button.getAttribute("data-press");
    if (!button && event.isTrusted) pressed = null; // the person has moved on
    const table = button && button.closest(".scroll");
    if (!table || !key) return;
    pressed = {
      key,
      table,
      name: table.getAttribute("aria-label"),
      top: table.scrollTop,
      left: table.scrollLeft,
      until: performance.now() + 10000,
    };
    table.setAttribute("aria-busy", "true");
    press(key);
  });

  const putBack = () => {
    if (!pressed || pressed.table.isConnected) return;
    const table = [...document.querySelectorAll(".scroll")].find(
      (each) => pressed && each.getAttribute("aria-label") === pressed.name,
    );
    if (!(table instanceof HTMLElement)) return;
    const { key, top, left } = pressed;
    pressed = null;
    table.scrollLeft = left;
    table.scrollTop = top;
    const turned = /^([a-z]+)_(?:on|back)_/;
    const level = turned.test(key) && ours(key.replace(turned, "$1_open_"));
    const row = level && level.closest("tr");
    const head = table.querySelector("thead");
    if (row) table.scrollTop = row.offsetTop - (head ? head.clientHeight : 0);
    else if (level === null) table.scrollTop = 0;
    const button = ours(key) || ours(key.replace(turned, "$1_back_")) || ours(key.replace(turned, "$1_on_"));
    (button instanceof HTMLElement ? button : table).focus({ preventScroll: true });
  };

  new MutationObserver(() => {
    if (pressed && performance.now() < pressed.until) putBack();
  }).observe(document.body, { childList: true, subtree: true });
})();
