/** Where the player begins: finds the course in the page, the LMS around it, and starts. */

/** @param {readonly unknown[]} kinds the behaviours of the question kinds */
export function start(kinds) {
  console.log(kinds.length);
}
