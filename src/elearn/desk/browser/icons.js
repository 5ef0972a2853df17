/** Signs that fonts may lack. */

/** @returns {SVGElement} a speech bubble: comments */
export function bubble() {
  return drawn("M4 5h16v11H10l-4 4v-4H4z");
}

/** @returns {SVGElement} two sheets, one behind the other: a copy */
export function twoSheets() {
  return drawn("M9 9h11v11H9zM5 15H4V4h11v1");
}

/** @param {string} shape @returns {SVGElement} */
function drawn(shape) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shape);
  picture.append(path);
  return picture;
}
