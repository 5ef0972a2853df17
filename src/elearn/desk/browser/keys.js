/**
 * Undo and Redo by key, wherever the focus is. The course has one history, and fields have none of their own. A field whose text
 * is not of the course, such as what is looked for, keeps the browser's: it is within something with `data-own-history`.
 */

/** @param {KeyboardEvent} event @returns {"undo" | "redo" | null} */
export function stepOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
}

/** @param {Event} event */
const keepsOwn = ({ target }) => target instanceof Element && target.matches("input, textarea") && target.closest("[data-own-history]") !== null;

/** @param {{step: (way: "undo" | "redo") => void}} desk */
export function mountKeys(desk) {
  addEventListener("keydown", (event) => {
    const way = stepOf(event);
    if (!way || keepsOwn(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    desk.step(way);
  }, { capture: true });
  // A browser's own menu and a phone's shake undo in the field alone, and would leave it different from the course.
  addEventListener("beforeinput", (event) => {
    if ((event.inputType !== "historyUndo" && event.inputType !== "historyRedo") || keepsOwn(event)) return;
    event.preventDefault();
    desk.step(event.inputType === "historyUndo" ? "undo" : "redo");
  }, { capture: true });
}
