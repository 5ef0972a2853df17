/** The kinds of blocks and questions, with their fields and examples, fetched once. */

/** @typedef {import("./middle.js").Offered} Offered */

/** @type {Promise<readonly Offered[]> | null} */
let asked = null;

/** @param {import("./middle.js").Middle} desk @returns {Promise<readonly Offered[]>} asked again at the next call if it fails */
export function loadKinds(desk) {
  asked ??= ask(`${desk.links.home}/palette?course=${encodeURIComponent(desk.store.state.course)}`).catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** @param {string} address */
async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the kinds could not be loaded: ${answer.status}`);
  const read = await answer.json();
  return /** @type {readonly Offered[]} */ (Array.isArray(read) ? read : read.kinds);
}

/**
 * Draws a block as learners see it. Nothing in it can be reached: it is a picture.
 * @param {import("./middle.js").Middle} desk
 * @param {HTMLElement} host
 * @param {string} html
 */
export function drawShown(desk, host, html) {
  if (desk.shown) return void desk.shown(host, html);
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.innerHTML = html;
}
