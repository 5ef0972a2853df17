/** The way from the editor to the page where questions come in from a file, which knows the page that was shown. */

/** @param {import("./frame.js").Desk} desk */
export function mountQuestions({ offers, links, say }) {
  offers?.push({ label: say("offer_questions"), run: () => location.assign(`${links.course}/bring-in/questions${location.search}`) });
}
