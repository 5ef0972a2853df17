/** The browser behaviour of the kinds that this course uses. Each kind's script runs before this one and registers itself. */

/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Behaviour} Behaviour */

/** Finds the behaviour of a question kind, and attaches the behaviour of blocks. */
export function behaviours() {
  /** @type {{elearnKinds?: readonly (Kind | Behaviour)[]}} */
  const page = /** @type {any} */ (window);
  const all = page.elearnKinds ?? [];
  return {
    /** What blocks add to the result page. @param {import("./app.js").App} app @returns {Node[]} */
    atEnd: (app) => all.flatMap((each) => ("blocks" in each ? (each.atEnd?.(app) ?? []) : [])),
    /** @param {string} name @returns {Kind | undefined} */
    kindOf: (name) => all.flatMap((each) => ("kinds" in each && each.kinds.includes(name) ? each : []))[0],
    /** @param {import("./app.js").App} app @param {HTMLElement} article */
    mountBlocks(app, article) {
      for (const element of article.querySelectorAll("[data-block]")) {
        const name = element.getAttribute("data-block") ?? "";
        for (const each of all) if ("blocks" in each && each.blocks.includes(name) && element instanceof HTMLElement) each.mount(element, app);
      }
    },
  };
}
