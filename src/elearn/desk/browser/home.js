/** The home of the desk: the courses that can be written. */

import { make } from "../../player/browser/dom.js";

/**
 * @typedef {{id: string, title: string, state: "draft" | "published" | "archived", version: string, saved: string, unsaved: boolean, people: readonly string[]}} Row
 */

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} back where the way to the app is
 * @param {{courses: readonly Row[], links: {home: string, courses: string}, say: import("./words.js").Say}} given
 */
export function mountHome(host, back, { courses, links, say }) {
  back.append(make("a", { href: links.courses }, say("bar_courses")));
  const rows = courses.map((row) => {
    const facts = [
      row.version ? say("home_published", { version: row.version }) : say("home_draft"),
      ...(row.saved ? [say("home_saved", { day: row.saved })] : []),
      ...(row.unsaved ? [say("bar_unsaved")] : []),
      ...(row.people.length ? [say("home_people", { names: row.people.join(", ") })] : []),
    ];
    const title = make("a", { href: `${links.home}/${row.id}` }, row.title);
    return make("li", {}, make("h2", {}, title), make("p", {}, facts.join(" · ")));
  });
  host.append(rows.length ? make("ul", { class: "home-courses", role: "list" }, ...rows) : make("p", {}, say("home_none")));
}
