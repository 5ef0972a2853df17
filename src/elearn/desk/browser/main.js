/** Starts the desk: the editor of a course, or its home. */

/** @typedef {import("./frame.js").Desk} Desk */

export {};
