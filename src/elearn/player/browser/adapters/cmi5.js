/**
 * cmi5 (Quartz, 1st edition). Statements wait in an outbox, in the order in which things happened, and go from there to the
 * LMS's record store. Each has an id of its own. The saved state is a separate document.
 *
 * A session sends one verdict: passed at once, but failed only when it ends, because the learner may still pass (9.3).
 * Completed and passed are sent once per registration. Their ids are made from it, so a lost state cannot double them. The ids
 * of answers are too: if the LMS has an answer but not the state with it, the next session reports the answer again.
 */

import { attempt } from "../attempt.js";
import { duration } from "../time.js";
import { Refused } from "./client.js";
import { grammar2004, shortId } from "./grammar2004.js";
import { request, storeOf, uuid } from "./xapi.js";

/** @typedef {import("../types.js").Adapter} Adapter */
/** @typedef {import("../types.js").Interaction} Interaction */
/** @typedef {import("../types.js").Snapshot} Snapshot */
/** @typedef {import("./xapi.js").Json} Json */

/** @typedef {{endpoint: string, fetch: string, actor: Json, registration: string, activityId: string}} Launch the launch parameters in the address (8.1) */

const ADL = "http://adlnet.gov/expapi";
const CMI5 = "https://w3id.org/xapi/cmi5/context";
const DEFINED = { id: `${CMI5}/categories/cmi5` };
const MOVES_ON = { id: `${CMI5}/categories/moveon` };
const MASTERY = `${CMI5}/extensions/masteryscore`;
/** The name of our state document. */
const OURS = "progress";
const SESSION = `${CMI5}/extensions/sessionid`;
/** The name of each interaction type's parts in its definition (xAPI 1.0.3, interaction components). */
const PARTS = { choice: "choices", sequencing: "choices", likert: "scale", matching: "source", performance: "steps" };

/** @param {string} query @returns {Launch | null} null if the LMS did not give all of it */
export function launchOf(query) {
  const said = new URLSearchParams(query);
  const [endpoint, fetch, registration, activityId] = ["endpoint", "fetch", "registration", "activityId"].map((name) => said.get(name) ?? "");
  const actor = attempt(() => JSON.parse(said.get("actor") ?? ""));
  return endpoint && fetch && registration && activityId && actor ? { endpoint, fetch, actor, registration, activityId } : null;
}

/** @param {Launch} launch @returns {Adapter} */
export function cmi5(launch) {
  const { actor, registration, activityId } = launch;
  const agent = JSON.stringify(actor);
  const key = `elearn:${uuid(`${registration} ${activityId} ${launch.fetch}`)}`;
  /** What this window knows about the session. We keep it over a reload, because the LMS gives out the token only once. */
  const held = {
    token: "",
    spent: 0,
    started: false,
    over: false,
    /**
     * Statements that an earlier session may have sent. If the store has one in other words, it refuses the whole request (409),
     * so these go in a request of their own.
     * @type {Json[]}
     */
    again: [],
    /** @type {Json[]} */
    outbox: [],
    ...attempt(() => JSON.parse(sessionStorage.getItem(key) ?? "{}")),
  };
  const before = held.spent;
  /** @type {Json} LMS.LaunchData (10) */
  let data = {};
  /** The verbs already sent for this registration. @type {string[]} */
  let said = [];
  /** @type {Snapshot | null} */
  let latest = null;
  let success = "unknown";
  let wanted = "";
  let written = "";
  let recording = false;
  let failing = false;
  let ending = false;
  let reloading = false;

  const hold = () => attempt(() => sessionStorage.setItem(key, JSON.stringify(held)));
  const store = () => storeOf(launch.endpoint, held.token);
  const place = (/** @type {string} */ stateId) => ({ activityId, agent, registration, stateId });
  const session = () => String(data.contextTemplate?.extensions?.[SESSION] ?? launch.fetch);

  /**
   * @param {string} verb
   * @param {string} id
   * @param {Json} rest its `context` is added to the LMS's own
   * @param {Date} [at]
   * @returns {Json}
   */
  function statement(verb, id, { context, ...rest }, at = new Date()) {
    const template = data.contextTemplate ?? {};
    const activities = { ...template.contextActivities };
    for (const [name, list] of Object.entries(context.contextActivities)) activities[name] = [...[activities[name] ?? []].flat(), ...list];
    return {
      id: uuid(id),
      actor,
      verb: { id: `${ADL}/verbs/${verb}`, display: { en: verb } },
      object: { objectType: "Activity", id: activityId },
      ...rest,
      context: {
        ...template,
        registration,
        contextActivities: activities,
        extensions: { ...context.extensions, ...template.extensions },
      },
      timestamp: at.toISOString(),
    };
  }

  /**
   * A statement that cmi5 defines (7.1.3).
   * @param {string} verb
   * @param {string} within the registration or session that it is sent once in
   * @param {Json} [result]
   */
  function claim(verb, within, result = {}) {
    const judged = "success" in result;
    const category = judged || "completion" in result ? [DEFINED, MOVES_ON] : [DEFINED];
    const extensions = judged && data.masteryScore !== undefined ? { [MASTERY]: data.masteryScore } : {};
    const context = { contextActivities: { category }, extensions };
    held.outbox.push(statement(verb, `${within} ${activityId} ${verb}`, { ...(verb !== "initialized" && { result }), context }));
  }

  /**
   * A verdict may have a score only if the score agrees with it (9.3.4, 9.3.5).
   * @param {Snapshot} snapshot
   * @param {string} spent
   */
  function verdict({ success, score }, spent) {
    const passed = success === "passed";
    const scaled = Math.round((score ?? 0) * 100) / 10000;
    const fits = score !== null && (data.masteryScore === undefined || scaled >= data.masteryScore === passed);
    return { success: passed, duration: spent, ...(fits && { score: { scaled } }) };
  }

  /** A statement that cmi5 allows: an answer, in the grammar of xAPI's interactions. @param {Interaction} answer */
  function report(answer) {
    const { type, response, patterns } = grammar2004(answer);
    const components = (/** @type {readonly string[]} */ ids) => ids.map((id) => ({ id: shortId(id) }));
    const part = PARTS[/** @type {keyof typeof PARTS} */ (type)];
    const definition = {
      type: `${ADL}/activities/cmi.interaction`,
      interactionType: type,
      ...(patterns.length && { correctResponsesPattern: patterns }),
      ...(part && { [part]: components(answer.ids) }),
      ...(type === "matching" && { target: components(answer.targets ?? []) }),
    };
    const rest = {
      object: { objectType: "Activity", id: `${activityId.replace(/\/?$/, "/")}${encodeURIComponent(answer.id)}`, definition },
      result: { response, duration: duration(answer.seconds), ...(answer.right !== null && { success: answer.right }) },
      context: { contextActivities: { parent: [{ objectType: "Activity", id: activityId }] } },
    };
    held.outbox.push(statement("answered", `${registration} ${rest.object.id} ${answer.at.toISOString()}`, rest, answer.at));
  }

  const send = (/** @type {Json[]} */ list) => store().send(list, (each) => each.verb.id.endsWith("/answered")).finally(hold);
  const sendStatements = () => send(held.again).then(() => send(held.outbox));

  async function sendState() {
    const now = wanted;
    if (now === written) return;
    await store().write(place(OURS), JSON.parse(now));
    written = now;
  }

  async function fetchToken() {
    const answer = await request(launch.fetch, "POST", {});
    const given = await answer.json().catch(() => ({}));
    if (!given["auth-token"]) throw new Refused("POST", "fetch", String(given["error-code"] ?? answer.status), true);
    return String(given["auth-token"]);
  }

  // Reloading with the keyboard does not end the session. We cannot tell other ways to reload from leaving.
  addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
    reloading = key === "F5" || ((ctrlKey || metaKey) && key.toLowerCase() === "r");
    setTimeout(() => (reloading = false), 1000);
  });

  return {
    tracks: true,
    async open() {
      held.token ||= await fetchToken();
      hold();
      const { masteryScore, ...launched } = (await store().read("activities/state", place("LMS.LaunchData"))) ?? {};
      data = Number.isFinite(masteryScore) ? { ...launched, masteryScore } : launched;
      const likes = await store().read("agents/profile", { agent, profileId: "cmi5LearnerPreferences" });
      if (likes?.audioPreference === "off") mute();
      const kept = (await store().read("activities/state", place(OURS))) ?? {};
      said = Array.isArray(kept.said) ? kept.said : [];
      success = ["passed", "failed"].includes(kept.success) ? kept.success : "unknown";
      if (!held.started) claim("initialized", session());
      held.started = true;
      hold();
      await sendStatements().catch((refused) => {
        if (!held.over) throw refused;
      });
      recording = !held.over && data.launchMode !== "Review" && data.launchMode !== "Browse";
      return {
        recording,
        over: held.over,
        learner: `${agent} ${registration}`,
        state: String(kept.state ?? ""),
        location: String(kept.location ?? ""),
        completed: kept.completed === true,
        success: /** @type {import("../types.js").Success} */ (success),
        score: Number.isFinite(kept.score) ? kept.score : null,
        mark: data.masteryScore === undefined ? null : data.masteryScore * 100,
      };
    },
    save(snapshot, interactions, seconds) {
      held.spent = before + seconds;
      const spent = duration(held.spent);
      failing = snapshot.judged && snapshot.success === "failed" && (failing || interactions.length > 0 || success !== "failed");
      success = snapshot.success;
      interactions.splice(0).forEach(report);
      if (snapshot.completed && !said.includes("completed")) claim("completed", registration, { completion: true, duration: spent });
      if (success === "passed" && !said.includes("passed")) claim("passed", registration, verdict(snapshot, spent));
      // The first save has only what the LMS did not know when the course was opened.
      if (!latest) held.again.push(...held.outbox.splice(0));
      said = [...(snapshot.completed ? ["completed"] : []), ...(success === "passed" ? ["passed"] : [])];
      const { state, location, completed, score } = snapshot;
      wanted = JSON.stringify({ state, location, completed, success, score, said });
      latest = snapshot;
      hold();
      // If the session ends at the same moment, close() sends everything.
      return Promise.resolve().then(() => (ending ? undefined : sendStatements().then(sendState)));
    },
    close(seconds) {
      ending = true;
      if (!held.started || held.over) return;
      held.spent = before + seconds;
      if (!reloading) {
        const spent = duration(held.spent);
        if (failing && latest) claim("failed", session(), verdict(latest, spent));
        claim("terminated", session(), { duration: spent });
        held.over = true;
      }
      hold();
      return Promise.all([send(held.again), send(held.outbox), sendState()]).then(() => {});
    },
    home: () => (/^https?:/.test(data.returnURL ?? "") ? data.returnURL : ""),
  };
}

/** The learner prefers no sound, so each video or recording is muted the first time it plays. */
function mute() {
  const met = new WeakSet();
  document.addEventListener(
    "play",
    ({ target }) => {
      if (!(target instanceof HTMLMediaElement) || met.has(target)) return;
      met.add(target);
      target.muted = true;
    },
    true,
  );
}
