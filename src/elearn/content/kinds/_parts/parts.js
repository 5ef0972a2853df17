/** What the questions of several parts share on the page: each part says in a word, a shape and a colour how it was answered. */

/** @typedef {import("../../../player/browser/types.js").Say} Say */
/** @typedef {"" | "right" | "wrong" | "shown"} Verdict */

/**
 * @param {HTMLElement} part
 * @param {Verdict} verdict
 * @param {string} said the word for it
 * @param {boolean} [open] whether what explains the right answer is shown
 */
export function judge(part, verdict, said, open = false) {
  const say = part.querySelector(".part-say");
  const word = say?.querySelector(".part-verdict");
  if (!(say instanceof HTMLElement) || !word) return;
  part.dataset.verdict = verdict;
  say.hidden = !verdict;
  word.textContent = said;
  say.querySelector("[data-open]")?.toggleAttribute("hidden", !open);
  for (const field of part.querySelectorAll("select, input")) describe(field, say);
}

/** @param {Element} field @param {HTMLElement} say */
function describe(field, say) {
  if (say.hidden) field.removeAttribute("aria-describedby");
  else field.setAttribute("aria-describedby", say.id);
}

/** The score of so many right parts, by the question's own rule. @param {string} credit @param {number} found @param {number} total */
export const marked = (credit, found, total) => ({
  score: credit === "all" ? Math.floor(found / total) : found / total,
  right: found === total,
});

/** @param {Say} say @param {number} found @param {number} total @returns {string} what is right in a wrong answer, or "" */
export const partly = (say, found, total) => (found ? say("partly_said", { found, total }) : "");

