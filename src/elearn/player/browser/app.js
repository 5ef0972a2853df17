/**
 * What the parts of the page share: the course, the learner's state, and the ways to change it.
 *
 * @typedef {object} App
 * @property {import("./outline.js").Outline} outline
 * @property {import("./types.js").State} state
 * @property {import("./types.js").Say} say
 * @property {boolean} tracks whether an LMS records this
 * @property {string} unrecorded the key of what to say of an LMS that records nothing now, or ""
 * @property {import("./adapters/our-player.js").Contacts} contacts whom the learner's agencies name
 * @property {(state: import("./types.js").State, interactions?: readonly import("./types.js").Interaction[]) => void} change
 *   takes a new state, records it, and repaints what depends on it
 * @property {(state: import("./types.js").State) => void} note takes a small change, to be recorded soon or with the next change
 * @property {(page: string) => void} go shows a page
 * @property {() => void} finish ends the session and says so
 * @property {() => void} leave does the same, and also moves the window away if it can
 * @property {() => unknown} close ends the session and leaves the page as it is. It may return a promise
 */
export {};
