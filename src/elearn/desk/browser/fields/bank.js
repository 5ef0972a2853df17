/** A bank to draw from: one of the course, or one that courses share, with the way to that. */

import { make } from "../../../player/browser/dom.js";
import { choice } from "./simple.js";

const SHARED = "banks/";

/** @param {import("../middle.js").Field} field @param {import("../middle.js").Value | undefined} value @param {import("./frame.js").Context} context @returns {import("./frame.js").Mounted} */
export function bank(field, value, context) {
  const inner = choice(field, value, context);
  const way = make("a", { class: "bank-way" }, context.desk.say("form_open_bank"));
  const paint = () => {
    const own = String(inner.get());
    way.hidden = !own.startsWith(SHARED);
    way.href = `${context.desk.links.home}/banks/edit?file=bank/${own.slice(SHARED.length)}.md`;
  };
  inner.element.append(way);
  inner.element.addEventListener("change", paint);
  paint();
  return {
    ...inner,
    set(to) {
      inner.set(to);
      paint();
    },
  };
}
