/** A block as learners see it, in a card: in a shadow root with the player's styles, where nothing can be used. */

import { make } from "../../player/browser/dom.js";

/** @type {Promise<CSSStyleSheet> | null} one for all cards */
let sheet = null;

/**
 * Shows a block's HTML in `host`, in place of what it showed before. A click on it is a click on `host`.
 * @param {HTMLElement} host
 * @param {string} html
 * @param {{lang?: string, dir?: string}} [course] its language and its direction
 */
export function shown(host, html, { lang, dir } = {}) {
  const root = host.shadowRoot ?? styled(host.attachShadow({ mode: "open" }));
  const page = make("div", { class: "page", ...(lang ? { lang } : {}), ...(dir ? { dir } : {}) });
  page.inert = true;
  // Our policy lets no `style` attribute in, so each is set by script.
  page.innerHTML = html.replace(/(<[^>]*) style="/g, '$1 data-style="').replace(/ (src|poster)="media\//g, ` $1="${address()}/media/`);
  for (const element of page.querySelectorAll("[data-style]")) {
    if (element instanceof HTMLElement) element.style.cssText = element.dataset.style ?? "";
  }
  for (const link of page.querySelectorAll("a[href]")) link.removeAttribute("href");
  for (const control of page.querySelectorAll("button, input, select, textarea, summary, audio, video")) control.setAttribute("tabindex", "-1");
  for (const player of page.querySelectorAll("audio, video")) player.setAttribute("preload", "none");
  root.querySelector(".page")?.remove();
  root.append(page);
}

/** The address of the course at the desk. */
const address = () => location.pathname.split("/").slice(0, 3).join("/");

/** @param {ShadowRoot} root */
function styled(root) {
  const ours = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="stylesheet"][href$="desk.css"]'));
  const href = new URL("cards.css", ours?.href ?? document.baseURI).href;
  if (!("adoptedStyleSheets" in root) || !("replaceSync" in CSSStyleSheet.prototype)) {
    /** @type {ShadowRoot} */ (root).append(make("link", { rel: "stylesheet", href }));
    return root;
  }
  sheet ??= fetched(href);
  sheet.then((made) => (root.adoptedStyleSheets = [made])).catch(() => (sheet = null));
  return root;
}

/** @param {string} href */
async function fetched(href) {
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(`${href} does not come`);
  const made = new CSSStyleSheet();
  made.replaceSync(await answer.text());
  return made;
}
