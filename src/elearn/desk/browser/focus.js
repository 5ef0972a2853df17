/** Focus never falls out of the page: if what has it is taken away or hidden, what stands beside it gets it, else the heading above. */

const ABLE = ".card-edit, a[href], button, input, select, textarea, [contenteditable=true], [tabindex]";

/** @param {HTMLElement} body within which focus is kept */
export function keepFocus(body) {
  /** @type {HTMLElement | null} */
  let last = null;
  body.addEventListener("focusin", ({ target }) => {
    last = target instanceof HTMLElement ? target : null;
  });
  // Whoever clicks beside everything has lost nothing. What is taken away is still there when it loses focus.
  body.addEventListener("focusout", ({ target }) => queueMicrotask(() => {
    if (target === last && last?.isConnected && shown(last)) last = null;
  }));
  new MutationObserver((records) => {
    const at = document.activeElement;
    if (!last || (at && at !== body && at !== last) || (last.isConnected && shown(last))) return;
    const lost = last;
    const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)));
    const next = [record?.nextSibling, record?.previousSibling].map(within).find(Boolean) ?? headingOf(record?.target ?? lost, body);
    next?.focus({ preventScroll: true });
  }).observe(body, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"] });
}

/** @param {Element} element */
const shown = (element) => element.getClientRects().length > 0;

/** @param {Node | null | undefined} node @returns {HTMLElement | undefined} the first thing in it that can have focus */
function within(node) {
  if (!(node instanceof HTMLElement)) return undefined;
  const all = [...(node.matches(ABLE) ? [node] : []), ...node.querySelectorAll(ABLE)];
  const able = /** @type {HTMLElement[]} */ (all).filter((each) => shown(each) && !each.closest("[inert]"));
  return able.find((each) => each.matches(".card-edit")) ?? able[0];
}

/** @param {Node} node @param {HTMLElement} body @returns {HTMLElement | null} */
function headingOf(node, body) {
  const element = node instanceof Element ? node : node.parentElement;
  for (let at = element; at && at !== body; at = at.parentElement) {
    if (!at.isConnected) continue;
    const heading = /** @type {HTMLElement | null} */ (at.querySelector(":scope > :is(h2, h3)[tabindex], :scope > .pane-head > h2, :scope > .pane-body > h2"));
    if (heading && shown(heading)) return heading;
  }
  return body.querySelector("#page-heading");
}
