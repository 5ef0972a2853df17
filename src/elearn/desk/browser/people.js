/** Who else has the course open, and on which page. */

import { make } from "../../player/browser/dom.js";

/** @param {HTMLElement} host @param {import("./frame.js").Desk} desk */
export function mountPeople(host, desk) {
  let last = "";
  desk.store.watch((state) => {
    const pages = new Map(state.outline.flatMap((file) => file.pages.map((page) => [page.id, page.title])));
    const others = state.people.filter((person) => !person.you);
    const texts = others.map(({ name, page }) => {
      const title = page === "_start" ? desk.say("outline_introduction") : pages.get(page);
      return title ? desk.say("people_on", { name, title }) : desk.say("people_here", { name });
    });
    if (texts.join("\n") === last) return;
    last = texts.join("\n");
    host.replaceChildren(...(texts.length ? [make("ul", { "aria-label": desk.say("people_title") }, ...texts.map((text) => make("li", {}, text)))] : []));
  });
}
