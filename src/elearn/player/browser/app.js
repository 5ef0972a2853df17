/**
 * What the parts of the page share: the course, the learner's state, and the ways to change it.
 *
 * @typedef {object} App
 * @property {import("./outline.js").Outline} outline
 * @property {import("./types.js").State} state
 * @property {import("./types.js").Say} say
 * @property {boolean} tracks whether anybody records this
 * @property {(state: import("./types.js").State, interaction?: import("./types.js").Interaction) => void} change
 *   takes a new state, puts it on record, and paints what depends on it
 * @property {(state: import("./types.js").State) => void} note takes a small change, to be recorded with the next or soon
 * @property {(page: string) => void} go shows a page
 * @property {() => void} finish ends the session and says so
 * @property {() => void} leave does so, and moves the window away where it can be moved
 */
export {};
