/** Starts the desk: the editor of a course, or its home. */

import { byId } from "../../player/browser/dom.js";
import { mountClash } from "./clash.js";
import { connect, mountSteps } from "./connect.js";
import { mountSignin } from "./signin.js";
import { mountStatus } from "./status.js";
import { sayer } from "./words.js";

/** @param {string} id of a script tag @returns {any} the JSON in it */
const given = (id) => JSON.parse(byId(id).textContent || "null");

/**
 * @typedef {ReturnType<typeof connect> & {
 *   say: import("./words.js").Say,
 *   links: {home: string, courses: string, publish: string, course: string, signIn?: string, person?: string},
 *   announce?: (text: string) => void,
 *   tell?: (text: string) => void,
 *   focusBlock?: (file: string, lines: import("./types.js").Lines) => unknown,
 *   prose?: (host: HTMLElement, options: import("./markdown.js").Options) => import("./prose.js").Prose,
 *   text?: () => boolean,
 *   picture?: (file: File) => Promise<string | null>,
 * }} Desk
 */

function edit() {
  const say = sayer(given("words"), document.documentElement.lang);
  const links = given("links");
  /** @type {Desk} */
  const desk = { ...connect(given("state"), links, say), say, links };
  mountStatus(byId("status"), desk);
  mountClash(byId("clashes"), desk);
  mountSignin(byId("dialogs"), desk);
  mountSteps(desk);
  // CodeMirror comes after the first paint. A card that is opened before has a plain text area.
  requestAnimationFrame(() => setTimeout(() => void loadProse(desk)));
  void desk.sync.recover().then((found) => found && desk.tell?.(say("sync_recovered")));
}

/** @param {Desk} desk */
async function loadProse(desk) {
  const [{ prose }, { mountText }] = await Promise.all([import("./prose.js"), import("./text.js")]);
  desk.prose = (host, options) => prose(host, { onPicture: desk.picture, ...options, say: desk.say });
  mountText(byId("text"), desk);
}

if (document.body.dataset.desk === "editor") edit();
