/** What a learner writes stays in this window, by the name of its block, unless the page says who else sees it. */

/** @param {string} standard @returns {number} the characters that a standard takes of a text: SCORM 1.2 RTE 3.4 CMIString255; 2004 4th ed. RTE 4.1.1.3 */
export const longest = (standard) => (standard === "scorm12" ? 255 : 4000);

/**
 * Says who sees what is written where nobody records the course, so that nothing can be sent.
 * @param {HTMLElement} element @param {import("../../../player/browser/app.js").App} app @param {string} word
 */
export function tellWhere(element, app, word) {
  const seen = element.querySelector(".writing-seen");
  if (seen && !app.tracks && element.dataset.seenBy === "training-lead") seen.textContent = app.say(word);
}

/** Nothing that happens in a private form is told to the course, which would save it. @param {HTMLFormElement} form */
export function keepPrivate(form) {
  for (const event of ["input", "change", "submit"]) {
    form.addEventListener(event, (happened) => {
      happened.stopImmediatePropagation();
      if (event === "submit") happened.preventDefault();
    });
  }
}
