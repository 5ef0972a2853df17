/** What the questions share whose answer is typed in one line. The response is that line, as it was typed. */

/** @typedef {import("../../../player/browser/types.js").Say} Say */
/** @typedef {import("../../../player/browser/types.js").View} View */

/** @param {HTMLFormElement} form */
const input = (form) => /** @type {HTMLInputElement} */ (form.querySelector(".typed input"));

/** @param {HTMLFormElement} form @returns {string[]} */
export const read = (form) => [input(form).value.trim()].filter(Boolean);

/** @param {HTMLFormElement} form @param {readonly string[]} response */
export function restore(form, response) {
  const typed = response[0] ?? "";
  if (input(form).value.trim() !== typed) input(form).value = typed;
}

/** @param {readonly string[]} response */
export const fits = (response) => response.length <= 1;

/**
 * @param {HTMLFormElement} form @param {View} view @param {Say} say
 * @param {boolean} right @param {number} given the place of the answer that was typed, or -1 @param {number} answer that of the right one
 */
export function show(form, { checked, open }, say, right, given, answer) {
  const part = /** @type {HTMLElement} */ (form.querySelector(".typed"));
  input(form).disabled = checked || open;
  part.dataset.verdict = checked ? (right ? "right" : "wrong") : open ? "shown" : "";
  const word = part.querySelector(".part-verdict");
  if (word) word.textContent = checked ? say(right ? "option_right" : "option_wrong") : "";
  for (const each of part.querySelectorAll("[data-answer]")) {
    const place = Number(each.getAttribute("data-answer"));
    const line = each.querySelector(".part-answer");
    const typed = input(form).value.trim().toLowerCase();
    const repeats = right ? line?.querySelector("b")?.textContent?.toLowerCase() === typed : !open;
    line?.toggleAttribute("hidden", place === given && repeats);
    each.toggleAttribute("hidden", !((checked && place === given) || (open && !right && place === answer)));
  }
}
