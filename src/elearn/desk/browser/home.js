/** The home of the desk: the courses that can be written, to find, open, make, rename, copy, put away and delete. */

import { button, byId, make } from "../../player/browser/dom.js";
import { ask, Fault } from "./api.js";
import { browser } from "./around.js";
import { doing } from "./home-doing.js";
import { found, inOrder } from "./home-list.js";
import { drawn } from "./home-row.js";

/** @typedef {import("./home-list.js").Row} Row */
/** @typedef {{home: string, bringIn: string, courses: string, banks: string, report: string, reviews: string, signIn: string, signOut: string, person: string, languages: readonly {language: string, name: string, address: string}[]}} Links */

/** How often the list is brought up to date while it is looked at, in milliseconds. */
const EVERY = 30_000;
/** From so many courses on there is something to find and to sort. */
const MANY = 6;

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} back where the way to the app is
 * @param {{courses: readonly Row[], links: Links, say: import("./words.js").Say}} given
 */
export function mountHome(host, back, { courses, links, say }) {
  const asked = new URLSearchParams(location.search);
  const { lang: language } = document.documentElement;
  const home = { links, say, rows: [...courses], take, refresh, tell, focus };
  const acts = doing(home);

  const add = make("a", { class: "primary", id: "home-new", href: `${links.home}/new` }, say("home_new"));
  const search = make("input", { type: "search", id: "home-search", "data-own-history": "", autocomplete: "off", spellcheck: "false" });
  search.value = asked.get("q") ?? "";
  const sort = make("select", { id: "home-sort" }, make("option", { value: "saved" }, say("home_sort_saved")), make("option", { value: "title" }, say("home_sort_title")));
  sort.value = asked.get("sort") === "title" ? "title" : "saved";
  const finding = make("div", { class: "home-finding", role: "search" }, field(search, say("home_search")), field(sort, say("home_sort")));
  const count = make("p", { id: "home-count", role: "status" });
  const list = make("ul", { class: "home-courses", role: "list", "aria-labelledby": "courses-heading" });
  const none = make("p", { class: "home-none" }, say("home_not_found"), " ", button("quiet", showAll, {}, say("home_show_all")));
  const first = beginning();
  const archive = make("details", { class: "home-archive" });
  const archiveHead = make("summary");
  const archived = make("ul", { class: "home-courses", role: "list" });
  archive.append(archiveHead, make("p", { class: "home-about" }, say("home_archive_about")), archived);
  const tools = make("div", { class: "home-tools" }, add, make("a", { class: "quiet", href: links.bringIn }, say("home_bring_in")), finding);
  host.append(tools, count, first, list, none, archive);
  back.append(make("a", { href: `${links.home}/sign-off` }, say("bar_sign_off_list")), make("a", { href: links.banks }, say("bar_banks")), make("a", { href: links.courses }, say("bar_courses")));
  host.after(foot());

  /** Each row's element, and what it was drawn from. @type {Map<string, {text: string, element: HTMLElement}>} */
  const known = new Map();

  /** @param {HTMLInputElement | HTMLSelectElement} input @param {string} label */
  function field(input, label) {
    return make("div", { class: "field" }, make("label", { for: input.id }, label), input);
  }
  /** What somebody sees who has never written a course. */
  function beginning() {
    const steps = ["home_first_write", "home_first_see", "home_first_save"].map((key) => make("li", {}, say(key)));
    const ways = make("div", { class: "home-ways" }, make("a", { class: "primary", href: `${links.home}/new` }, say("home_new")), make("a", { class: "quiet", href: links.report }, say("home_from_report")));
    return make("section", { class: "home-first", "aria-labelledby": "home-first-heading" }, make("h2", { id: "home-first-heading" }, say("home_first")), make("p", {}, say("home_first_about")), make("ol", {}, ...steps), ways, make("p", { class: "home-about" }, say("home_from_report_about")));
  }
  function foot() {
    const others = links.languages.map(({ language, name, address }) => make("a", { href: address, lang: language, hreflang: language }, name));
    return make("footer", { class: "home-foot" }, make("p", {}, say("home_person", { name: links.person })), make("p", {}, make("a", { href: links.signOut }, say("home_sign_out"))), ...others.map((each) => make("p", {}, each)));
  }
  function draw() {
    const now = home.rows.filter((row) => row.state !== "archived");
    const away = inOrder(home.rows.filter((row) => row.state === "archived"), "title", language);
    const shown = found(inOrder(now, sort.value, language), search.value);
    first.hidden = now.length > 0;
    add.hidden = !now.length;
    finding.hidden = now.length < MANY && !search.value;
    count.textContent = finding.hidden ? "" : say(search.value.trim() ? "home_count_found" : "home_count", { n: shown.length, of: now.length });
    none.hidden = shown.length > 0 || !now.length;
    archive.hidden = !away.length;
    archiveHead.textContent = say("home_archive", { n: away.length });
    put(list, shown);
    put(archived, away);
    for (const [id] of known) if (!home.rows.some((row) => row.id === id)) known.delete(id);
  }
  /** Whether another course is called the same. @param {Row} row */
  const hasTwin = (row) => home.rows.some((each) => each !== row && each.title === row.title);
  /** Puts rows into a list. One that has not changed stays as it is, and keeps the focus. @param {HTMLElement} into @param {readonly Row[]} rows */
  function put(into, rows) {
    const made = rows.map((row) => {
      const twin = hasTwin(row);
      const text = JSON.stringify([row, twin]);
      const before = known.get(row.id);
      if (before?.text === text) return before.element;
      const element = drawn(row, twin, links, say, (by) => acts.menu(row, by));
      const focused = before?.element.contains(document.activeElement) ? document.activeElement : null;
      known.set(row.id, { text, element });
      if (focused) queueMicrotask(() => /** @type {HTMLElement | null} */ (element.querySelector(focused.tagName.toLowerCase()) ?? element.querySelector("a, button"))?.focus());
      return element;
    });
    if (made.length !== into.children.length || made.some((each, at) => into.children[at] !== each)) {
      const focused = document.activeElement;
      into.replaceChildren(...made);
      if (focused instanceof HTMLElement && focused !== document.activeElement && into.contains(focused)) focused.focus();
    }
  }
  function showAll() {
    search.value = "";
    remember();
    draw();
    search.focus();
  }
  function remember() {
    const now = new URLSearchParams(location.search);
    for (const [name, value] of /** @type {[string, string][]} */ ([["q", search.value.trim()], ["sort", sort.value === "title" ? "title" : ""]])) {
      if (value) now.set(name, value);
      else now.delete(name);
    }
    const query = `${now}`;
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }
  /** @param {readonly Row[]} rows as the server has them now */
  function take(rows) {
    home.rows = [...rows];
    draw();
  }
  /** @returns {Promise<void>} resolves when the list is as the server has it, or nobody answered */
  async function refresh() {
    try {
      take((await ask(browser(), `${links.home}/courses`)).courses);
    } catch (fault) {
      if (fault instanceof Fault && fault.kind === "signed-out") tell(fault.message, { label: say("home_sign_in"), href: location.href });
    }
  }
  /** @param {string} text @param {{label: string, href: string}} [way] */
  function tell(text, way) {
    byId("told").replaceChildren(make("span", {}, text), ...(way ? [" ", make("a", { href: way.href }, way.label)] : []));
  }
  /** Brings the focus to a course, or to what is next to it. @param {string} id @param {string} [instead] */
  function focus(id, instead = "") {
    const row = known.get(id)?.element ?? known.get(instead)?.element;
    const target = row?.isConnected && row.checkVisibility?.() !== false ? row.querySelector("a, button") : host.querySelector("a.primary:not([hidden])");
    if (target instanceof HTMLElement) target.focus();
  }

  search.addEventListener("input", () => {
    remember();
    draw();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !search.value) return;
    event.preventDefault();
    showAll();
  });
  sort.addEventListener("change", () => {
    remember();
    draw();
  });
  const look = () => document.visibilityState === "visible" && void refresh();
  setInterval(look, EVERY);
  addEventListener("focus", look);
  addEventListener("pageshow", (event) => event.persisted && look());
  draw();
}
