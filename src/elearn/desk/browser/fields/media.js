/** A file of the course's media: the picture that is chosen, and a button to choose another. */

import { button, make } from "../../../player/browser/dom.js";
import { line } from "./simple.js";
import { asText } from "./frame.js";

const PICTURE = /\.(svg|png|jpe?g|gif|webp|avif)$/i;

/** @param {import("../middle.js").Field} field @param {import("../middle.js").Value | undefined} value @param {import("./frame.js").Context} context @returns {import("./frame.js").Mounted} */
export function media(field, value, context) {
  const { desk } = context;
  const picture = make("img", { class: "field-picture", alt: "" });
  picture.addEventListener("error", () => (picture.hidden = true));
  const draw = () => {
    const path = asText(inner.get());
    picture.hidden = !PICTURE.test(path);
    if (!picture.hidden) picture.src = `${desk.links.course}/media/${path.replace(/^media\//, "").split("/").map(encodeURIComponent).join("/")}`;
  };
  const inner = line(field, value, {
    ...context,
    changed() {
      draw();
      context.changed();
    },
  });
  const choose = button("quiet", () => void pick(), {}, desk.say("form_choose_file"));
  async function pick() {
    const words = /** @type {HTMLInputElement | null | undefined} */ (inner.element.closest(".form")?.querySelector('[data-field="alt"] :is(input, textarea)'));
    const path = await desk.pictures?.({ choose: true, value: asText(inner.get()), alt: words?.value ?? "", onAlt });
    function onAlt(/** @type {string} */ alt) {
      if (!words) return;
      words.value = alt;
      words.dispatchEvent(new Event("input"));
    }
    if (typeof path === "string" && path) {
      inner.set(path);
      draw();
      context.changed();
    }
    choose.focus();
  }
  inner.element.append(picture);
  if (desk.pictures) inner.element.append(choose);
  draw();
  return {
    ...inner,
    set(to) {
      inner.set(to);
      draw();
    },
  };
}
