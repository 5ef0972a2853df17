/** The frame of the editor: its bar, its panes, its outline, and how it says what was done. */

import { button, byId, make } from "../../player/browser/dom.js";
import { mountBar } from "./bar.js";
import { keepFocus } from "./focus.js";
import { mountOutline } from "./outline.js";
import { mountPanes } from "./panes.js";
import { mountPeople } from "./people.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Lines} Lines */

/** Milliseconds for which nobody wonders whether anything happens. */
const SOON = 600;

/**
 * What every part of the desk gets. A part that offers something to the others sets it when it is mounted.
 * @typedef {object} Desk
 * @property {{readonly state: State, watch(watcher: (state: State) => void): unknown}} store `watch` calls at once, and then at each change
 * @property {{readonly unsent?: boolean, act(action: import("./types.js").Action): Promise<unknown>, go(file: string, page: string): Promise<unknown>, addEventListener?: EventTarget["addEventListener"]}} sync
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {{home: string, courses: string, publish: string, course: string, back?: string, languages?: readonly {name: string, address: string}[]}} links
 * @property {(text: string) => void} announce says something to screen readers alone
 * @property {(text: string, more?: {label: string, run: () => void}) => void} tell says something to everybody, with a button
 * @property {(pane: import("./panes.js").Pane, how?: {focus?: boolean}) => void} open
 * @property {(file: string, lines: Lines) => void} [focusBlock]
 * @property {(where: {file: string, page: string, after: Lines | null}) => void} [palette]
 * @property {(way: "undo" | "redo") => Promise<void>} [step] takes back what this person did last, or does it again, and shows it
 * @property {() => Promise<void>} [save]
 * @property {() => void} [nameTitle] puts the caret into the title of the page that is shown
 * @property {() => boolean} [text] turns the page into text or back, and returns whether it is text now
 * @property {() => void} [find]
 * @property {() => void} [pictures]
 * @property {() => void} [facts]
 * @property {import("./menu.js").Item[]} [offers] what else can be done with the course, for the menu “More”. Push before the frame is mounted
 */

/**
 * Mount it after the other parts, so that its bar knows what they offer.
 * @param {Omit<Desk, "announce" | "tell" | "open">} parts
 * @returns {Desk} the same object, with what the frame offers
 */
export function mountFrame(parts) {
  const desk = /** @type {Desk} */ (parts);
  desk.announce = announce;
  desk.tell = telling(desk);
  mountPanes(byId("panes"), desk);
  mountOutline(byId("outline-host"), desk);
  mountBar(byId("bar"), desk);
  mountPeople(byId("people"), desk);
  keepFocus(document.body);
  waiting(desk);
  return desk;
}

/** @param {string} text said again also if it is the same as before */
function announce(text) {
  const live = byId("say");
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

/** Shows that another page is on its way, if that takes a while. @param {Desk} desk */
function waiting({ sync, say }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  sync.addEventListener?.("going", (event) => {
    const going = /** @type {CustomEvent} */ (event).detail === true;
    clearTimeout(later);
    byId("page").setAttribute("aria-busy", String(going));
    if (going) later = setTimeout(() => announce(say("frame_opening")), SOON);
  });
}

/**
 * One line in the bar. It goes as soon as this person does something else, so that it never speaks of what is over.
 * @param {Desk} desk
 * @returns {Desk["tell"]}
 */
function telling(desk) {
  const told = byId("told");
  /** Others change the course too, and take no words away by it. */
  const done = () => JSON.stringify([desk.store.state.steps, desk.store.state.unsaved]);
  let said = "";
  desk.store.watch(() => {
    if (told.firstChild && done() !== said) told.replaceChildren();
  });
  return (text, more) => {
    said = done();
    const before = document.activeElement;
    /** @type {(Node | string)[]} */
    const parts = [make("span", {}, text)];
    if (more) {
      parts.push(button("plain-button", () => {
        told.replaceChildren();
        // The outline draws its rows anew, with the same keys.
        const key = before?.getAttribute("data-key");
        const again = before?.isConnected ? before : key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
        (again instanceof HTMLElement ? again : byId("page-heading")).focus();
        more.run();
      }, {}, more.label));
    }
    told.replaceChildren(...parts);
  };
}
