/** The form of confidence: the one after has the name of one before, and says nothing of its own. */

import { usualForm } from "../../../desk/browser/form.js";

/** @typedef {import("../../../desk/browser/middle.js").Values} Values */

const SAID_BEFORE = ["stem", "statements"];

/** @type {import("../../../desk/browser/form.js").MountForm} */
export default function mountForm(host, kind, values, options) {
  const form = usualForm(host, kind, values, { ...options, onChange: told });
  let when = values.when;
  fit();

  /** @param {Values} now */
  function told(now) {
    let next = now;
    if (now.when === "after" && when !== "after") {
      next = { ...now, stem: "", statements: [], pair: waiting(options.desk.store.state, now.pair) || (now.pair ?? "") };
      form.set(next);
    }
    when = now.when;
    fit();
    options.onChange(next);
  }
  function fit() {
    for (const field of host.querySelectorAll(".form > .field")) {
      if (SAID_BEFORE.includes(field.getAttribute("data-field") ?? "")) field.toggleAttribute("hidden", when === "after");
    }
  }
  return {
    ...form,
    set(to) {
      form.set(to);
      when = to.when;
      fit();
    },
  };
}

/** @param {import("../../../desk/browser/types.js").State} state @param {unknown} own its name so far @returns {string} the name of the last one before that has none after. "": there is none */
function waiting(state, own) {
  const names = state.outline.flatMap((file) => file.pages.flatMap((page) => page.blocks.map((block) => block.name)));
  const free = names.filter((name) => name.endsWith("-before") && name !== `${own}-before` && !names.includes(name.replace(/before$/, "after")));
  return (free[free.length - 1] ?? "").replace(/-before$/, "");
}
