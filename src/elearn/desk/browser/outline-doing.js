/** What can be done with a row of the outline, and its menu. All of it is one action of the server, which Undo takes back. */

import { make } from "../../player/browser/dom.js";
import { openMenu } from "./menu.js";
import { across, movable, seenRows, siblings, step } from "./outline-nodes.js";

/** @typedef {import("./outline-nodes.js").Row} Row */
/** @typedef {import("./outline-nodes.js").Move} Move */
/** @typedef {ReturnType<typeof doing>} Doing */

/** @param {import("./outline.js").Outline} outline */
export function doing(outline) {
  const { desk } = outline;
  const { say } = desk;
  const nameable = (/** @type {Row} */ row) => row.type === "module" || row.type === "page" || row.type === "bank";
  const kindOf = (/** @type {Row} */ row) => (row.type === "bank" ? "module" : row.type);

  /** @param {import("./types.js").Action} action @param {string} wanted @returns {Promise<boolean>} whether it was done */
  async function send(action, wanted) {
    outline.wanted = wanted;
    try {
      await desk.sync.act(action);
      return true;
    } catch (fault) {
      outline.wanted = "";
      desk.tell(fault instanceof Error ? fault.message : String(fault));
      return false;
    } finally {
      // Somebody may be writing the next title already.
      if (!outline.busy) outline.draw();
    }
  }

  /** @param {Row} row @param {Move | null} move */
  async function carryOut(row, move) {
    if (!movable(row)) return;
    if (!move) return desk.announce(say("outline_no_further"));
    const to = { title: row.title, place: move.place, into: move.into?.title ?? "" };
    if (await send(move.action, move.key)) desk.announce(say(move.into ? "outline_moved_into" : "outline_moved", to));
  }

  /** @param {Row} row */
  async function go(row) {
    if (row.type === "banks") return;
    const { page } = desk.store.state;
    const target = row.type === "module" ? row.children[0] : row;
    if (!target) return add("page", row);
    if (page.file !== target.file || page.id !== target.page) await desk.sync.go(target.file, target.page);
    if (row.type === "block" && row.lines && desk.focusBlock) {
      desk.open("page", { focus: false });
      desk.focusBlock(row.file, row.lines);
    } else desk.open("page");
  }

  /** Shows a new page. The focus stays in the outline if that is beside it, as more pages may follow. @param {Row} row */
  async function turnTo(row) {
    await desk.sync.go(row.file, row.page);
    desk.open("page", { focus: false });
    if (!outline.tree.offsetParent) desk.open("page");
  }

  /** @param {Row} row */
  function rename(row) {
    if (!nameable(row)) return desk.announce(say("outline_no_name"));
    const element = outline.element(row);
    const title = element?.querySelector(".row-title");
    if (!element || !title) return;
    title.replaceWith(writing(say("outline_title_of", { title: row.title }), row.title, (value) => {
      if (value === null || value === row.title) return outline.focus(row);
      const action = row.type === "page" ? { action: "rename-page", file: row.file, page: row.page, title: value, whole: true } : { action: "rename-module", file: row.file, title: value };
      void send(action, row.key);
    }));
    element.querySelector("input")?.select();
  }

  /** @param {"module" | "page" | "bank"} type @param {Row | null} after the module or page after which it comes, or the module of a first page */
  function add(type, after) {
    const level = type === "page" ? 2 : 1;
    const holder = type === "page" ? (after?.type === "page" ? after.parent : after) : null;
    if (holder && !outline.open.has(holder.key)) outline.turn(holder, true);
    const label = say(`outline_new_${type}`);
    const field = writing(label, "", (value) => {
      line.remove();
      if (!value) return after ? outline.focus(outline.row(after.key)) : undefined;
      const action = type === "module" ? { action: "add-module", after: after?.file ?? null, title: value }
        : type === "bank" ? { action: "add-bank", title: value }
        : { action: "add-page", file: holder?.file ?? "", after: after?.type === "page" ? after.page : null, title: value };
      const before = new Set(keys(type));
      void send(action, "").then((done) => {
        const made = done ? keys(type).find((key) => !before.has(key)) : undefined;
        if (!made) return;
        outline.focus(outline.row(made));
        const row = outline.row(made);
        desk.tell(say("outline_added", { title: row?.title ?? value }));
        // A new page is there to be written on, and a module without a page cannot be shown.
        if (row && type !== "module") void turnTo(row);
        else if (row && !row.children.length) add("page", row);
      });
    });
    field.setAttribute("placeholder", label);
    const line = make("li", { class: "row-new", role: "none", "data-level": String(level) }, field);
    const rows = after ? [after, ...seenRows(after === holder ? [] : after.children, outline.open)] : [];
    const last = rows[rows.length - 1];
    const place = last ? outline.element(after && type === "module" ? lastSeen(after) : last) : null;
    if (place) place.after(line);
    else outline.tree.append(line);
    field.focus();
  }

  /** @param {Row} row @returns {Row} the last row that is to be seen below it */
  const lastSeen = (row) => seenRows([row], outline.open).slice(-1)[0] ?? row;

  /** @param {"module" | "page" | "bank"} type */
  const keys = (type) => [...outline.top, ...outline.top.flatMap((row) => row.children)].filter((row) => row.type === type).map((row) => row.key);

  /** @param {string} label @param {string} value @param {(value: string | null) => void} done gets null if it was given up */
  function writing(label, value, done) {
    const field = make("input", { type: "text", class: "row-field", "data-own-history": "", "aria-label": label, maxlength: "200", autocomplete: "off" });
    field.value = value;
    outline.busy = true;
    let over = false;
    /** @param {string | null} answer */
    function end(answer) {
      if (over) return;
      over = true;
      outline.busy = false;
      const text = answer?.trim();
      done(text ? text : null);
      outline.draw();
    }
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.isComposing) end(field.value);
      if (event.key === "Escape") end(null);
    });
    field.addEventListener("blur", () => end(field.value));
    return field;
  }

  /** @param {Row} row */
  async function copy(row) {
    if (!movable(row)) return;
    const place = row.type === "block" ? { lines: row.lines } : row.type === "page" ? { page: row.page } : {};
    const before = new Set(keys(row.type === "page" ? "page" : "module"));
    const wanted = row.type === "block" ? row.key.replace(/\d+$/, (n) => String(Number(n) + 1)) : "";
    if (!(await send({ action: `copy-${kindOf(row)}`, file: row.file, ...place }, wanted))) return;
    const key = row.type === "block" ? undefined : keys(row.type === "page" ? "page" : "module").find((each) => !before.has(each));
    const made = outline.row(key ?? "");
    desk.tell(say("outline_copied", { title: row.title }));
    if (made) await begin(made);
  }

  /** Shows what has just been made, with the caret in its title. @param {Row} row a page or a module */
  async function begin(row) {
    const page = row.type === "page" ? row : row.children[0];
    if (page) await desk.sync.go(page.file, page.page).catch(() => undefined);
    const made = outline.row(row.key);
    if (row.type === "page" && desk.nameTitle) {
      desk.open("page", { focus: false });
      desk.nameTitle();
      outline.at = row.key;
      outline.draw();
    } else if (made) {
      outline.focus(made);
      rename(made);
    }
  }

  /** The page that is shown when a row is gone: beside it, else the introduction. @param {Row} row @param {readonly Row[]} all its siblings */
  function beside(row, all) {
    const { page } = desk.store.state;
    if (row.type === "block" || row.file !== page.file || (row.type === "page" && row.page !== page.id)) return null;
    const at = all.indexOf(row);
    const near = [...all.slice(at + 1), ...all.slice(0, at).reverse(), ...(row.parent ? beyond(row.parent) : [])].map((each) => (each.type === "page" || each.type === "intro" ? each : each.children[0]));
    return near.find((each) => each?.type === "page" || each?.type === "intro") ?? null;
  }
  /** @param {Row} module @returns {Row[]} the modules after it and before it, the nearest first */
  function beyond(module) {
    const at = outline.top.indexOf(module);
    return [...outline.top.slice(at + 1), ...outline.top.slice(0, at).reverse()];
  }

  /** @param {Row} row */
  async function remove(row) {
    if (!movable(row)) return desk.announce(say("outline_no_delete"));
    const all = siblings(outline.top, row);
    const at = all.indexOf(row);
    const next = all[at + 1] ?? all[at - 1] ?? row.parent;
    // A block's key is its place, which the next one takes.
    const wanted = row.type === "block" && all[at + 1] ? row.key : (next?.key ?? "");
    const place = row.type === "block" ? { lines: row.lines } : row.type === "page" ? { page: row.page } : {};
    const show = beside(row, all);
    if (!(await send({ action: `delete-${kindOf(row)}`, file: row.file, ...place }, wanted))) return;
    desk.tell(say("outline_deleted", { title: row.title }), { label: say("frame_undo_it"), run: () => void desk.step?.("undo") });
    const { page } = desk.store.state;
    // Where a module is gone, the numbers in the names of others may have changed.
    const now = show && [...desk.store.state.outline].find((file) => file.file === show.file || file.pages.some((each) => each.id === show.page && each.title === show.title));
    if (now && show && (page.file !== now.file || page.id !== show.page)) await desk.sync.go(now.file, show.page).catch(() => undefined);
  }

  /** @param {Row} row a bank, which goes to those that courses share */
  async function share(row) {
    const all = siblings(outline.top, row);
    const show = beside(row, all);
    if (!(await send({ action: "share-bank", file: row.file }, row.parent?.key ?? ""))) return;
    desk.tell(say("outline_shared", { title: row.title }), { label: say("frame_undo_it"), run: () => void desk.step?.("undo") });
    if (show && desk.store.state.page.file !== show.file) await desk.sync.go(show.file, show.page).catch(() => undefined);
  }

  /** @param {Row} row @param {HTMLElement} by */
  function menu(row, by) {
    const back = outline.element(row) ?? by;
    const none = say("outline_no_further");
    /** @param {string} key @param {string} keys @param {Move | null} move */
    const moving = (key, keys, move) => ({ label: say(key), keys, run: () => void carryOut(row, move), ...(move ? {} : { why: none }) });
    const moves = movable(row) ? [moving("outline_up", "Alt+ArrowUp", step(outline.top, row, -1)), moving("outline_down", "Alt+ArrowDown", step(outline.top, row, 1))] : [];
    const level = row.type === "page" ? "module" : "page";
    const crossing = row.type === "page" || row.type === "block"
      ? [moving(`outline_to_previous_${level}`, "Alt+ArrowLeft", across(outline.top, row, -1)), moving(`outline_to_next_${level}`, "Alt+ArrowRight", across(outline.top, row, 1))] : [];
    const adding = [
      ...(row.type === "module" || row.type === "page" ? [{ label: say("outline_add_page"), run: () => add("page", row) }] : []),
      ...(row.type === "module" || row.type === "intro" ? [{ label: say("outline_add_module"), run: () => add("module", row.type === "module" ? row : null) }] : []),
      ...(row.type !== "module" ? [{ label: say("outline_add_block"), run: () => void addBlock(row) }] : []),
    ];
    const opening = row.type === "module" ? [] : [{ label: say("outline_open"), keys: "Enter", run: () => void go(row) }];
    const ending = movable(row) ? [null, { label: say("outline_copy"), keys: "Ctrl+D", run: () => void copy(row) }, { label: say("outline_delete"), keys: "Delete", run: () => void remove(row) }] : [];
    const naming = nameable(row) ? [{ label: say("outline_rename"), keys: "F2", run: () => rename(row) }] : [];
    const sharing = row.type === "bank" && !desk.links.back ? [null, { label: say("outline_share"), run: () => void share(row) }] : [];
    openMenu(by, say("outline_menu", { title: row.title }), [...opening, ...naming, ...adding, ...sharing, ...(moves.length ? [null] : []), ...moves, ...crossing, ...ending], back);
  }

  /** @param {Row} row after this block, or at the end of this page */
  async function addBlock(row) {
    await desk.sync.go(row.file, row.page);
    desk.open("page", { focus: false });
    const lines = row.lines && row.type === "block" ? row.lines : (row.children[row.children.length - 1]?.lines ?? null);
    desk.palette?.({ file: row.file, page: row.page, after: lines });
  }

  return {
    go, rename, add, copy, remove, menu, carryOut,
    step: (/** @type {Row} */ row, /** @type {-1 | 1} */ way) => void carryOut(row, step(outline.top, row, way)),
    across: (/** @type {Row} */ row, /** @type {-1 | 1} */ way) => void carryOut(row, across(outline.top, row, way)),
  };
}
