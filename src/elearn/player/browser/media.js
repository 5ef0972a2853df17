/**
 * Pictures, sound and films of a course that is shown in a frame without cookies. The frame asks its parent for each file once,
 * and shows it when it comes.
 */

import { make } from "./dom.js";

/** @type {Map<string, string>} the address of each file that has come */
const here = new Map();
/** @type {Set<string>} */
const asked = new Set();

/**
 * The elements that HTML says, outside the document, so that they load nothing. Addresses of media wait in `data-src` and
 * `data-poster`.
 * @param {string} html
 */
export function adopted(html) {
  const inert = document.createElement("template");
  inert.innerHTML = html;
  for (const name of ["src", "poster"]) {
    for (const element of inert.content.querySelectorAll(`[${name}^="media/"]`)) {
      element.setAttribute(`data-${name}`, element.getAttribute(name) ?? "");
      element.removeAttribute(name);
    }
  }
  const body = make("div", {});
  body.append(document.importNode(inert.content, true));
  return body;
}

/** Shows what has come, and asks for what has not. @param {ParentNode} within @param {(paths: string[]) => void} ask */
export function fillMedia(within, ask) {
  const wanted = new Set();
  for (const name of ["src", "poster"]) {
    for (const element of within.querySelectorAll(`[data-${name}^="media/"]`)) {
      const path = element.getAttribute(`data-${name}`) ?? "";
      const address = here.get(path);
      if (address && element.getAttribute(name) !== address) {
        element.setAttribute(name, address);
        const player = element.parentElement;
        if (element.localName === "source" && player instanceof HTMLMediaElement) player.load();
      }
      if (!address && !asked.has(path)) wanted.add(path);
    }
  }
  if (!wanted.size) return;
  for (const path of wanted) asked.add(path);
  ask([...wanted]);
}

/** @param {string} path @param {unknown} file a Blob. Anything else: there is no such file, so it may be asked for again */
export function arrived(path, file) {
  const before = here.get(path);
  if (before) URL.revokeObjectURL(before);
  here.delete(path);
  asked.delete(path);
  if (file instanceof Blob) here.set(path, URL.createObjectURL(file));
}
