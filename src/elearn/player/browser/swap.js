/**
 * A page whose HTML may change while it is shown. Its blocks that stay as they are keep their elements, and with them what
 * the reader has done to them. Only the others are made anew.
 */

import { make } from "./dom.js";
import { adopted } from "./media.js";
import { mountQuestion } from "./question.js";
import { mountWarning, open } from "./warning.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {ReturnType<typeof import("./behaviours.js").behaviours>} Behaviours */
/** @typedef {{key: string, element: HTMLElement, paints: (() => void)[]}} Part a block as it was mounted. `key` is its source */

const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";

/**
 * @param {App} app
 * @param {Behaviours} found
 * @param {string} page
 * @param {HTMLElement} [article] one that is in the document already, to take over
 */
export function swappable(app, { kindOf, mountBlocks }, page, article = make("article", { class: "page" })) {
  /** @type {Part[]} */
  let parts = [];
  /** @type {HTMLElement | null} what comes after a content warning */
  let gate = null;

  /** @param {string} html @returns {boolean} whether anything changed */
  function show(html) {
    const source = adopted(html);
    const gated = source.querySelector(":scope > [data-gated]");
    const before = [...source.children].filter((each) => each !== gated);
    const wanted = [...before, ...(gated?.children ?? [])].filter((each) => each instanceof HTMLElement);
    const rest = [...parts];
    const kept = wanted.map((element) => {
      const at = rest.findIndex((part) => part.key === keyOf(element));
      return at < 0 ? null : rest.splice(at, 1)[0];
    });
    const next = wanted.map((element, at) => kept[at] ?? mounted(element, changedFrom(element, rest)));
    const opened = gate !== null && !gate.hidden;
    const warned = kept.some((part, at) => !part && wanted[at]?.querySelector("[data-warning]"));
    const fresh = Boolean(gated) && !gate;
    gate = gated ? (gate ?? make("div", { class: "gated", "data-gated": "" })) : null;
    const leading = next.slice(0, before.length).map((part) => part.element);
    const same = next.length === parts.length && next.every((part, at) => part === parts[at]);
    arrange(article, gate ? [...leading, gate] : leading);
    if (gate) arrange(gate, next.slice(before.length).map((part) => part.element));
    parts = next;
    if (gate && (fresh || warned)) mountWarning(app, article, page);
    if (opened && gate) open(article);
    return !same || fresh;
  }

  /**
   * What a block says, and what the script knows of its questions: also a right answer that is not in the HTML makes it another.
   * @param {Element} element
   */
  function keyOf(element) {
    return element.outerHTML + JSON.stringify(questionsIn(element).map(({ question }) => question));
  }

  /** @param {Element} element */
  function questionsIn(element) {
    const forms = [element, ...element.querySelectorAll("[data-question]")].filter((each) => each.matches("[data-question]"));
    return forms.map((form) => ({ form, question: app.outline.question[form.getAttribute("data-question") ?? ""] }));
  }

  /** The block that this one was before its text changed: one of the same kind at the same question or place. @param {Element} element @param {readonly Part[]} rest */
  function changedFrom(element, rest) {
    const like = (/** @type {Element} */ one) => `${one.tagName} ${one.classList[0] ?? ""} ${one.getAttribute("data-question") ?? ""}`;
    return rest.find((part) => like(part.element) === like(element));
  }

  /** @param {HTMLElement} element @param {Part | undefined} before @returns {Part} */
  function mounted(element, before) {
    const key = keyOf(element);
    const holder = make("div", {}, element);
    const paints = questionsIn(element).map(({ form, question }) => {
      const kind = kindOf(question?.kind ?? "");
      return question && kind && form instanceof HTMLFormElement ? mountQuestion(app, form, question, kind) : () => {};
    });
    mountBlocks(app, holder);
    if (before) carry(before.element, element);
    return { key, element, paints };
  }

  return { article, show, paint: () => parts.forEach((part) => part.paints.forEach((paint) => paint())) };
}

/** Puts children in order, and moves none that is already where it belongs. @param {Element} parent @param {readonly Element[]} children */
function arrange(parent, children) {
  for (const child of [...parent.children]) if (!children.includes(child)) child.remove();
  children.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
}

/** Opens in the new block what was open in the old one. @param {Element} before @param {Element} after */
function carry(before, after) {
  const old = details(before);
  details(after).forEach((each, at) => (each.open = old[at]?.open ?? each.open));
}

/** @param {Element} within @returns {HTMLDetailsElement[]} */
const details = (within) => [within, ...within.querySelectorAll("details")].filter((each) => each instanceof HTMLDetailsElement);

/**
 * Does something to an element's children, and leaves the reader where they were: scrolled to the same text, and with the focus at
 * the same control.
 * @param {HTMLElement} article
 * @param {() => void} swap
 */
export function inPlace(article, swap) {
  const active = document.hasFocus() && article.contains(document.activeElement) ? document.activeElement : null;
  const place = active ? [...article.querySelectorAll(FOCUSABLE)].indexOf(active) : -1;
  const seen = blocks(article).find((each) => each.getBoundingClientRect().bottom > 0);
  const top = seen?.getBoundingClientRect().top ?? 0;
  const { scrollX, scrollY } = window;
  swap();
  if (seen?.isConnected) scrollBy({ top: seen.getBoundingClientRect().top - top, behavior: "instant" });
  else scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
  if (active && !active.isConnected) {
    const now = [...article.querySelectorAll(FOCUSABLE)][place];
    if (now instanceof HTMLElement && now.tagName === active.tagName) now.focus({ preventScroll: true });
  }
}

/** @param {Element} article */
const blocks = (article) => [...article.children].flatMap((each) => (each.matches("[data-gated]") ? [...each.children] : [each]));

