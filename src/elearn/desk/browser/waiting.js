/**
 * What waits to be sent.
 *
 * @typedef {import("./types.js").Lines} Lines
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").Action} Action
 *
 * @typedef {object} Entry a change that is not acknowledged
 * @property {string} request
 * @property {string} target what was open: newer text for it replaces this
 * @property {number} seq
 * @property {string} file
 * @property {Lines} lines
 * @property {string} [page] the id of its page
 * @property {string} old what these lines said. "" if we do not know
 * @property {string} [text]
 * @property {string} [kind]
 * @property {Values} [values]
 * @property {Action} [action] a title or the course's facts, which are typed too
 * @property {boolean} [tried] it may have reached the server, so that it must not change any more
 * @property {boolean} [apart] newer text stands behind it and does not replace it, so that Undo takes them back one by one
 * @property {boolean} [pasted]
 * @property {number} [failed] how often the server has had a fault with it
 * @property {boolean} [held] it was refused: it waits until its form says something else
 * @property {boolean} [found] no card shows it: it was left by a window that is gone, or chosen of two
 *
 * @typedef {object} Aside a change that was not made, because somebody has changed the same lines. It waits for a choice
 * @property {string} request
 * @property {string} file
 * @property {Lines} lines
 * @property {number} seq
 * @property {string} mine
 * @property {string} theirs
 * @property {string} by
 * @property {string} message why the server did not take it, or ""
 * @property {boolean} [form] `mine` is what a form said, which cannot be written as it is
 *
 * @typedef {{resolve: (state: State) => void, reject: (fault: import("./api.js").Fault) => void}} Promised
 * @typedef {{path: string, body: Record<string, unknown>, request: string, tries: number, promised: Promised, late?: boolean}} Act something that was pressed. `late`: what was typed since would come before it
 * @typedef {"kept" | "sending" | "away" | "failing" | "signed-out" | "refused" | "other-person"} Status
 *
 * @typedef {import("./api.js").Line & import("./keep.js").Device & {id: () => string}} Around what a browser gives us
 */

import { Fault } from "./api.js";

/** @param {Action} action @returns {boolean} whether it holds what somebody has typed, and names no lines */
export const isTyped = ({ action }) => action === "facts" || action.startsWith("rename-");

/** @param {Entry} entry @returns {string} what a form said, so that it can be copied by hand */
export const asText = ({ text, values, action }) => text ?? JSON.stringify(values ?? action, null, 2).replace(/^[\s{}[\],]*\n|["{}[\],]+$/gm, "");

/** @param {unknown} error */
export const asFault = (error) => (error instanceof Fault ? error : new Fault("not-done", String(error)));
