/**
 * SCORM 1.2 (RTE 3.4). One status field holds everything: incomplete at first, then completed, or failed and passed. If the
 * LMS already has a better status, we leave it. While a learner who missed the mark may try again, it stays incomplete,
 * because "failed" ends the attempt in some LMSs, and the next opening could not count.
 */

import { timeOfDay, timespan } from "../time.js";
import { clientOf, decimal, objectiveIndex } from "./client.js";
import { grammar12 } from "./grammar12.js";
import { ourPlayer } from "./our-player.js";
import { scorm } from "./scorm.js";

/** @typedef {import("../types.js").Adapter} Adapter */
/** @typedef {import("../types.js").Snapshot} Snapshot */
/** @typedef {import("../types.js").Interaction} Interaction */
/** @typedef {import("../types.js").OutcomeResult} OutcomeResult */
/** @typedef {import("./client.js").Client} Client */

/** @type {import("./client.js").Grammar} */
const GRAMMAR = {
  calls: {
    initialize: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    terminate: "LMSFinish",
    error: "LMSGetLastError",
  },
  passing: ["101"],
  lost: ["301"],
  running: [],
  ended: [],
  typed: false,
  unset: [],
};
const OUTCOME_STATUS = { open: "incomplete", met: "passed", missed: "failed", skipped: "not attempted" };

/** The elements that open() reads. */
const READ = ["cmi.core.student_id", "cmi.core.lesson_status", "cmi.core.lesson_mode", "cmi.core.lesson_location", "cmi.core.score.raw", "cmi.suspend_data"];

/** @param {unknown} api @param {import("../reach.js").Reach} reach @returns {Adapter} */
export function scorm12(api, reach) {
  const client = clientOf(api, GRAMMAR);
  let readable = true;
  /** @type {Record<string, number>} */
  const objectives = {};
  return scorm(client, reach, ourPlayer(api), {
    read: READ,
    opening() {
      const mode = client.get("cmi.core.lesson_mode");
      readable = client.knows("cmi.core.lesson_status");
      const status = client.get("cmi.core.lesson_status");
      const score = client.get("cmi.core.score.raw");
      return {
        recording: mode !== "review" && mode !== "browse",
        learner: client.get("cmi.core.student_id"),
        state: client.get("cmi.suspend_data"),
        location: client.get("cmi.core.lesson_location"),
        completed: status === "passed" || status === "completed",
        success: status === "passed" || status === "failed" ? status : "unknown",
        score: score === "" || Number.isNaN(Number(score)) ? null : Number(score),
      };
    },
    write(snapshot, state, seconds) {
      const status = statusOf(snapshot);
      if (readable || status !== "incomplete") client.set("cmi.core.lesson_status", status);
      client.set("cmi.core.exit", snapshot.suspend ? "suspend" : "");
      client.set("cmi.core.lesson_location", snapshot.location);
      client.set("cmi.suspend_data", state);
      if (snapshot.score !== null) score(client, "cmi.core.score", snapshot.score);
      for (const outcome of snapshot.outcomes) objective(client, objectives, outcome);
      client.set("cmi.core.session_time", timespan(seconds));
    },
    answer: (index, answer) => interaction(client, index, answer),
  });
}

/** @param {Snapshot} snapshot */
function statusOf({ completed, success, open }) {
  if (open) return "incomplete";
  if (success !== "unknown") return success;
  return completed ? "completed" : "incomplete";
}

/** @param {Client} client @param {string} element @param {number} percent */
function score(client, element, percent) {
  client.offer(`${element}.min`, "0");
  client.offer(`${element}.max`, "100");
  client.offer(`${element}.raw`, decimal(percent));
}

/** @param {Client} client @param {Record<string, number>} known @param {OutcomeResult} outcome */
function objective(client, known, outcome) {
  const index = (known[outcome.id] ??= objectiveIndex(client, outcome.id, known));
  const element = `cmi.objectives.${index}`;
  client.offer(`${element}.id`, outcome.id);
  if (outcome.answered) score(client, `${element}.score`, outcome.percent);
  client.offer(`${element}.status`, OUTCOME_STATUS[outcome.status]);
}

/** @param {Client} client @param {number} index @param {Interaction} answer */
function interaction(client, index, answer) {
  const element = `cmi.interactions.${index}`;
  const { type, response, patterns } = grammar12(answer);
  client.offer(`${element}.id`, answer.id);
  if (answer.outcome) client.offer(`${element}.objectives.0.id`, answer.outcome);
  client.offer(`${element}.time`, timeOfDay(answer.at));
  client.offer(`${element}.type`, type);
  patterns.forEach((pattern, place) => client.offer(`${element}.correct_responses.${place}.pattern`, pattern));
  client.offer(`${element}.weighting`, decimal(answer.weighting));
  client.offer(`${element}.student_response`, response);
  client.offer(`${element}.result`, answer.right === null ? "neutral" : answer.right ? "correct" : "wrong");
  client.offer(`${element}.latency`, timespan(answer.seconds));
}
