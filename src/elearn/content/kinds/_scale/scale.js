/** The points that are chosen on the scales of a form. */

/** @param {ParentNode} within @returns {string[]} */
export const chosen = (within) =>
  [...within.querySelectorAll("input")].filter((input) => input.checked).map((input) => input.value);

/** @param {ParentNode} within @param {readonly string[]} points */
export function choose(within, points) {
  for (const input of within.querySelectorAll("input")) input.checked = points.includes(input.value);
}
