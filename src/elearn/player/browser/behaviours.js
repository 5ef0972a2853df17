/** What the kinds that this course uses do in the browser: each kind's script stands before this one and puts it here. */

/** @typedef {import("./types.js").Kind} Kind */
/** @typedef {import("./types.js").Behaviour} Behaviour */

/** Finds the behaviour of a question kind, and gives blocks theirs. */
export function behaviours() {
  /** @type {{elearnKinds?: readonly (Kind | Behaviour)[]}} */
  const page = /** @type {any} */ (window);
  const all = page.elearnKinds ?? [];
  return {
    /** What the result page says of blocks. @param {import("./app.js").App} app @returns {Node[]} */
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
