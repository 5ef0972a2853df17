/** A course as a row of the home. */

import { button, make } from "../../player/browser/dom.js";

/** @typedef {import("./home-list.js").Row} Row */
/** @typedef {import("./words.js").Say} Say */

/**
 * @param {Row} row
 * @param {boolean} twin whether another course is called the same, so that its id is shown too
 * @param {{home: string}} links
 * @param {Say} say
 * @param {(by: HTMLElement) => void} menu opens what can be done with the course
 */
export function drawn(row, twin, links, say, menu) {
  const title = row.state === "archived" || row.state === "lost" ? row.title : make("a", { href: `${links.home}/${row.id}` }, row.title);
  const more = button("plain-button row-more", () => menu(more), { "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": say("home_more", { title: row.title }) }, say("bar_more"));
  const own = twin ? [{ look: "", shape: "", text: say("home_id", { id: row.id }) }] : [];
  const facts = [...own, ...factsOf(row, say)].map(({ look, shape, text }) => make("li", { class: look }, make("span", { "aria-hidden": "true" }, shape), text));
  return make("li", { class: "home-course", "data-course": row.id }, make("div", { class: "home-course-head" }, make(row.state === "archived" ? "h3" : "h2", {}, title), more), make("ul", { class: "home-facts", role: "list" }, ...facts));
}

/** @param {Row} row @param {Say} say @returns {{look: string, shape: string, text: string}[]} */
function factsOf(row, say) {
  const none = row.published ? say("home_withdrawn") : say("home_draft");
  if (row.state === "lost") return [{ look: "care", shape: "▲", text: say("home_lost") }];
  return [
    row.version ? { look: "good", shape: "●", text: say("home_published", { version: row.version }) } : { look: "", shape: "○", text: none },
    ...(row.signOff ? [{ look: "here", shape: "◆", text: say("home_sign_off", { state: row.signOff }) }] : []),
    ...(row.unsaved ? [{ look: "care", shape: "◐", text: say("home_unsaved") }] : []),
    ...(row.people.length ? [{ look: "here", shape: "◍", text: say("home_people", { names: row.people.join(", ") }) }] : []),
    ...(row.here ? [{ look: "here", shape: "◍", text: say("home_you") }] : []),
    ...(row.findings ? [{ look: "care", shape: "▲", text: say("home_findings", { n: row.findings }) }] : []),
    ...(row.saved ? [{ look: "", shape: "", text: say("home_saved", { day: row.saved }) }] : []),
  ];
}
