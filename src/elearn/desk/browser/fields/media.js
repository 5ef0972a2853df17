/** A file of the course's media: what is chosen, and a button to choose another. Its path is shown on request. */

import { button, make } from "../../../player/browser/dom.js";
import { line } from "./simple.js";
import { asText } from "./frame.js";

const PICTURE = /\.(svg|png|jpe?g|gif|webp|avif)$/i;

/** @param {import("../middle.js").Field} field @param {import("../middle.js").Value | undefined} value @param {import("./frame.js").Context} context @returns {import("./frame.js").Mounted} */
export function media(field, value, context) {
  const { desk } = context;
  const picture = make("img", { class: "field-picture", alt: "" });
  const name = make("p", { class: "field-file" });
  picture.addEventListener("error", () => (picture.hidden = true));
  const draw = () => {
    const path = asText(inner.get());
    const file = path.replace(/^media\//, "");
    name.textContent = !path || context.fresh ? desk.say("form_no_file") : file;
    picture.hidden = !PICTURE.test(path);
    if (!picture.hidden) picture.src = `${desk.links.course}/media/${path.replace(/^media\//, "").split("/").map(encodeURIComponent).join("/")}`;
  };
  const inner = line(field, value, {
    ...context,
    changed() {
      context.fresh = false;
      draw();
      context.changed();
    },
  });
  const endings = field.endings ?? [];
  /** Pictures have a dialog of their own: to see them, to cut them, and to say what they show. */
  const seen = endings.every((ending) => PICTURE.test(ending));
  const choose = button("quiet", () => void pick(), {}, desk.say("form_choose_file"));
  async function pick() {
    take(await (seen ? pickPicture() : desk.files?.({ value: asText(inner.get()), endings })));
  }
  async function pickPicture() {
    // In a row, the words for its picture are in the same row.
    const around = inner.element.closest(".row, .form");
    const words = /** @type {HTMLInputElement | null | undefined} */ (around?.querySelector(`:is([data-field="alt"], [data-field="${field.name}_alt"]) :is(input, textarea)`));
    return desk.pictures?.({ choose: true, value: asText(inner.get()), alt: words?.value ?? "", ...(words ? { onAlt } : {}) });
    function onAlt(/** @type {string} */ alt) {
      if (!words) return;
      words.value = alt;
      words.dispatchEvent(new Event("input"));
    }
  }
  /** @param {string | null | void} path */
  function take(path) {
    if (path) {
      context.fresh = false;
      inner.set(path);
      draw();
      context.changed();
    }
    choose.focus();
  }
  const offered = seen ? desk.pictures : desk.files;
  const box = make("details", { class: "field-fold" }, make("summary", {}, ...(context.within ? [make("span", { class: "unseen" }, `${context.within}, `)] : []), desk.say("form_file_place")));
  if (offered) {
    const typed = /** @type {HTMLElement} */ (inner.element.querySelector("input"));
    typed.before(picture, name, make("div", { class: "rows-end" }, choose), box);
    box.append(typed);
    const label = /** @type {HTMLElement} */ (inner.element.querySelector("label"));
    choose.setAttribute("aria-describedby", label.id);
    label.addEventListener("click", (event) => {
      if (box.open) return;
      event.preventDefault();
      choose.focus();
    });
  } else inner.element.append(picture);
  draw();
  return {
    ...inner,
    // Nobody needs to hear at once that what was just added has no file yet.
    problems: (found) => inner.problems(context.fresh ? [] : found),
    focus: () => (offered && !box.open ? choose : inner).focus(),
    set(to) {
      inner.set(to);
      draw();
    },
  };
}
