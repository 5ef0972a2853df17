/** Lines of a file, and where they are after an edit. */

/** @typedef {import("./types.js").Lines} Lines */
/** @typedef {import("./types.js").State} State */

/** @param {State} state @param {string} file @param {Lines} lines @returns {string} what they say, or "" if they are not on the page that is shown */
export function textAt({ page }, file, [start, end]) {
  if (page.file !== file || start < page.lines[0] || end > page.lines[1]) return "";
  return page.text.split("\n").slice(start - page.lines[0], end - page.lines[0]).join("\n");
}

/**
 * @param {{file: string, seq: number, lines: Lines, text?: string}} entry
 * @param {State} state the answer
 * @returns {Lines | null} where its text is now. The server does not say if it had done the request before: then it is where it
 *   was, if nothing else has changed, or at the only place that says the same. Null: we do not know
 */
export function afterEdit({ file, seq, lines, text }, state) {
  if (state.edited) return state.edited;
  if (text === undefined) return null;
  const size = text ? text.split("\n").length : 0;
  return state.seq === seq + 1 ? [lines[0], lines[0] + size] : only(state, file, text);
}

/** @param {State} state @param {string} file @param {string} text @returns {Lines | null} the only place on the page that says this */
function only({ page }, file, text) {
  const all = `\n${page.text}\n`;
  const at = all.indexOf(`\n${text}\n`);
  if (page.file !== file || !text || at < 0 || all.indexOf(`\n${text}\n`, at + 1) >= 0) return null;
  const start = page.lines[0] + all.slice(0, at + 1).split("\n").length - 2;
  return [start, start + text.split("\n").length];
}

/** @param {Lines} lines @param {Lines} before @param {Lines} after what became of `before` @returns {Lines} where `lines` are then */
export function movedBy(lines, before, after) {
  const by = lines[0] >= before[1] ? after[1] - before[1] : 0;
  return [lines[0] + by, lines[1] + by];
}

/**
 * Moves the lines that a button's action names, because what was typed before it is sent first.
 * @param {Record<string, any> | undefined} action
 * @param {string} file
 * @param {Lines} before
 * @param {Lines} after
 */
export function movedAction(action, file, before, after) {
  if (!action) return;
  const same = (/** @type {Lines} */ lines) => lines[0] === before[0] && lines[1] === before[1];
  const moved = (/** @type {Lines} */ lines) => (same(lines) ? after : movedBy(lines, before, after));
  if (action.file === file) {
    for (const key of ["lines", "before", "after"]) if (Array.isArray(action[key])) action[key] = moved(/** @type {Lines} */ (action[key]));
  }
  if (action.to?.file === file && Array.isArray(action.to.before)) action.to = { ...action.to, before: moved(/** @type {Lines} */ (action.to.before)) };
}
