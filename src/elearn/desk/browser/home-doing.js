/** What can be done with whole courses: each asks in a dialog what it needs, and says what it will do. */

import { make } from "../../player/browser/dom.js";
import { ask } from "./api.js";
import { browser } from "./around.js";
import { openDialog } from "./home-dialog.js";
import { openMenu } from "./menu.js";

/** @typedef {import("./home-list.js").Row} Row */
/**
 * @typedef {object} Home
 * @property {import("./home.js").Links} links
 * @property {import("./words.js").Say} say
 * @property {readonly Row[]} rows
 * @property {(rows: readonly Row[]) => void} take
 * @property {() => Promise<void>} refresh
 * @property {(text: string) => void} tell
 * @property {(id: string, instead?: string) => void} focus
 */

/** @param {Home} home */
export function doing(home) {
  const { links, say } = home;
  const address = `${links.home}/courses`;

  /** @param {Record<string, unknown>} action @returns {Promise<{said: string, course: string, address: string, courses: readonly Row[]}>} */
  const post = (action) => ask(browser(), address, action);
  /** Does something with a course, and shows the list as it is then. @param {Row} row @param {Record<string, unknown>} action */
  async function act(row, action) {
    const next = beside(row.id);
    const done = await post({ ...action, course: row.id });
    home.take(done.courses);
    home.tell(done.said);
    // After the dialog has given the focus back.
    setTimeout(() => home.focus(action["action"] === "archive" ? next : done.course || next, next));
  }
  /** The course whose row is next to that of another. @param {string} id */
  function beside(id) {
    const row = document.querySelector(`[data-course="${CSS.escape(id)}"]`);
    const near = row?.nextElementSibling ?? row?.previousElementSibling;
    return near instanceof HTMLElement ? (near.dataset["course"] ?? "") : "";
  }
  /**
   * Asks, with who else is in the course and what is not saved as they are at this moment.
   * @param {Row} row
   * @param {string} doing the action
   * @param {{heading: string, about?: readonly string[], fields?: readonly import("./home-dialog.js").Field[], danger?: boolean, act: string}} given
   */
  function about(row, doing, given) {
    const notice = make("div", { class: "home-notice", role: "status" });
    let seen = { ...row };
    const warns = ["rename", "archive", "delete"].includes(doing);
    function draw() {
      const texts = [
        ...(warns && seen.people.length ? [say("home_others", { names: seen.people.join(", ") })] : []),
        ...(warns && seen.here ? [say("home_your_window")] : []),
        ...(seen.unsaved ? [say(`home_unsaved_${doing}`)] : []),
      ];
      notice.replaceChildren(...texts.map((text) => make("p", {}, make("span", { "aria-hidden": "true" }, "▲ "), text)));
    }
    async function look() {
      await home.refresh();
      seen = { ...(home.rows.find((each) => each.id === row.id) ?? seen) };
      draw();
    }
    draw();
    const back = document.querySelector(`[data-course="${CSS.escape(row.id)}"] .row-more`);
    openDialog({
      ...given,
      say,
      about: [...(given.about ?? []), notice],
      signIn: links.signIn,
      back: back instanceof HTMLElement ? back : null,
      run: async (values) => {
        try {
          await act(row, { action: doing, ...values, seen: seen.people, unsaved: seen.unsaved });
        } catch (fault) {
          void look();
          throw fault;
        }
      },
    });
    void look();
  }
  /** @param {Row} row */
  const rename = (row) => about(row, "rename", {
    heading: say("home_rename"),
    fields: [{ name: "title", label: say("home_title"), value: row.title, help: say(row.published ? "home_rename_published" : "home_rename_help") }],
    act: say("home_rename_act"),
  });
  /** @param {Row} row */
  const copy = (row) => about(row, "copy", {
    heading: say("home_copy"),
    fields: [{ name: "title", label: say("home_copy_title"), value: say("home_copy_of", { title: row.title }) }],
    act: say("home_copy_act"),
  });
  /** @param {Row} row */
  const archive = (row) => about(row, "archive", {
    heading: say("home_archive_heading", { title: row.title }),
    about: [say(row.version ? "home_archive_published" : "home_archive_what")],
    act: say("home_archive_act"),
  });
  /** @param {Row} row */
  const remove = (row) => about(row, "delete", {
    heading: say("home_delete_heading", { title: row.title }),
    about: [say(row.state === "lost" ? "home_delete_lost" : "home_delete_what"), ...(row.published ? [say("home_delete_records")] : [])],
    fields: [{ name: "typed", label: say("home_delete_typed"), help: row.title }],
    danger: true,
    act: say("home_delete_act"),
  });
  /** @param {Row} row */
  async function restore(row) {
    try {
      await act(row, { action: "restore" });
    } catch (fault) {
      home.tell((fault instanceof Error && fault.message) || say("sync_not_done"));
    }
  }
  /** @param {Row} row @param {HTMLElement} by */
  function menu(row, by) {
    const ending = { label: say("home_delete"), run: () => remove(row) };
    if (row.state === "archived" || row.state === "lost") return openMenu(by, say("home_more", { title: row.title }), [{ label: say("home_restore"), run: () => void restore(row) }, null, ending]);
    openMenu(by, say("home_more", { title: row.title }), [
      { label: say("home_open"), href: `${links.home}/${row.id}` },
      { label: say("home_rename"), run: () => rename(row) },
      { label: say("home_copy"), run: () => copy(row) },
      null,
      { label: say("home_archive_it"), run: () => archive(row) },
      { ...ending, ...(row.published ? { why: say("home_delete_published") } : {}) },
    ]);
  }
  return { menu };
}
