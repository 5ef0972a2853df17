/** Helpers for elements that every part of the page uses. */

/**
 * @template {Element} E
 * @param {ParentNode} within
 * @param {string} selector
 * @param {new () => E} type
 * @returns {E} the element, which the template always has. Throws if it is missing
 */
export function need(within, selector, type) {
  const found = within.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`${selector} is missing from the page`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A button that does something.
 * @param {string} look its class
 * @param {() => void} act
 * @param {Record<string, string>} attributes all others
 * @param {...(Node | string)} children
 */
export function button(look, act, attributes, ...children) {
  const made = make("button", { type: "button", class: look, ...attributes }, ...children);
  made.addEventListener("click", act);
  return made;
}

/** @param {string} id */
export const byId = (id) => need(document, `#${id}`, HTMLElement);
