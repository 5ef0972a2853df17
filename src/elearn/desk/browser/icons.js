/** Signs that fonts may lack. */

/** @returns {SVGElement} two sheets, one behind the other: a copy */
export function twoSheets() {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M9 9h11v11H9zM5 15H4V4h11v1");
  picture.append(path);
  return picture;
}
