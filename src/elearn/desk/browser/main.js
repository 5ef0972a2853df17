/** Starts the desk: the editor of a course, or its home. */

import { byId } from "../../player/browser/dom.js";
import { Fault } from "./api.js";
import { mountQuestions } from "./bring-in.js";
import { mountCards } from "./cards.js";
import { mountClash } from "./clash.js";
import { mountComments } from "./comments.js";
import { connect } from "./connect.js";
import { mountCopying } from "./copy.js";
import { mountFacts } from "./facts.js";
import { mountFiles } from "./files.js";
import { mountFind } from "./find.js";
import { mountFindings } from "./findings.js";
import { mountFrame } from "./frame.js";
import { mountHandOut, sayWhatWasDone } from "./hand-out.js";
import { mountHome } from "./home.js";
import { mountPictures } from "./pictures.js";
import { mountPreview } from "./preview.js";
import { shown } from "./shown.js";
import { mountSignin } from "./signin.js";
import { mountStatus } from "./status.js";
import { mountSteps } from "./steps.js";
import { mountText } from "./text.js";
import { mountTrying } from "./trying.js";
import { sayer } from "./words.js";

/** @param {string} id of a script tag @returns {any} the JSON in it */
const given = (id) => JSON.parse(byId(id).textContent || "null");

/** @typedef {import("./frame.js").Desk} Desk */

function edit() {
  const say = sayer(given("words"), document.documentElement.lang);
  const links = given("links");
  /** Each part adds what it offers. @type {any} */
  const desk = { ...connect(given("state"), links, say), say, links, shown, offers: [] };
  // First of all, because the player draws in a process of its own while the rest of the page is drawn anew.
  mountPreview(byId("preview-host"), desk);
  mountTrying(byId("preview-host"), desk);
  mountPictures(desk);
  mountFiles(desk);
  mountFind(desk);
  mountText(byId("text"), desk);
  if (links.back) mountQuestions(desk); // shared banks are no course: nobody signs them or hands them out
  else ofACourse(desk);
  // The bar shows what the parts before it offer. The parts after it use what the frame offers.
  mountFrame(desk);
  mountClash(byId("clashes"), desk);
  mountCards(byId("cards"), desk);
  mountFindings(byId("findings-host"), desk);
  mountStatus(byId("status"), desk);
  mountSignin(byId("dialogs"), desk);
  mountSteps(desk);
  desk.sync.addEventListener("failed", (/** @type {CustomEvent<Fault>} */ { detail }) => desk.tell(detail.message));
  // Whoever asked for it may leave it at that.
  addEventListener("unhandledrejection", (event) => event.reason instanceof Fault && event.preventDefault());
  // CodeMirror comes after the first paint. A card that is opened before has a plain text area.
  requestAnimationFrame(() => setTimeout(() => void loadProse(desk)));
  sayWhatWasDone(desk);
  void desk.sync.recover().then((/** @type {number} */ found) => found && desk.tell(say("sync_recovered")));
}

/** What a course has and the shared banks have not. @param {any} desk */
function ofACourse(desk) {
  const { links, say } = desk;
  mountFacts(desk);
  mountComments(desk);
  mountQuestions(desk);
  mountHandOut(desk);
  desk.offers.push(
    { label: say("bar_versions"), href: `${links.course}/versions` },
    { label: say("bar_sign_off"), href: `${links.course}/sign-off` },
    { label: say("bar_banks"), href: links.banks },
  );
}

/** @param {any} desk */
async function loadProse(desk) {
  const { prose } = await import("./prose.js");
  desk.prose = (/** @type {HTMLElement} */ host, /** @type {import("./markdown.js").Options} */ options) => prose(host, { picture: desk.picture, ...options, say: desk.say });
}

if (document.body.dataset.desk === "editor") edit();
if (document.body.dataset.desk === "home") mountHome(byId("home-host"), byId("home-back"), { ...given("courses"), links: given("links"), say: sayer(given("words"), document.documentElement.lang) });
if (document.body.dataset.desk === "plain") mountCopying();
