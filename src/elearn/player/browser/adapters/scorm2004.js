/**
 * SCORM 2004 (4th ed. RTE 4.2). Completion and success are separate. If the LMS already has a better value, we leave it. While a
 * learner who missed the mark may try again, it is incomplete, because an LMS may count "completed" alone as the end.
 */

import { duration, timestamp } from "../time.js";
import { clientOf, decimal, objectiveIndex } from "./client.js";
import { grammar2004 } from "./grammar2004.js";
import { ourPlayer } from "./our-player.js";
import { scorm } from "./scorm.js";

/** @typedef {import("../types.js").Adapter} Adapter */
/** @typedef {import("../types.js").Interaction} Interaction */
/** @typedef {import("../types.js").OutcomeResult} OutcomeResult */
/** @typedef {import("./client.js").Client} Client */

/** @type {import("./client.js").Grammar} */
const GRAMMAR = {
  calls: {
    initialize: "Initialize",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    terminate: "Terminate",
    error: "GetLastError",
  },
  passing: ["101", "351", "391"],
  lost: ["132", "142"],
  running: ["103"],
  ended: ["104"],
  typed: true,
  unset: ["403"],
};
const OUTCOME_SUCCESS = { open: "unknown", met: "passed", missed: "failed", skipped: "unknown" };
const OUTCOME_COMPLETION = { open: "incomplete", met: "completed", missed: "completed", skipped: "not attempted" };

/** The elements that open() reads. */
const READ = ["cmi.learner_id", "cmi.completion_status", "cmi.success_status", "cmi.mode", "cmi.location", "cmi.score.scaled", "cmi.suspend_data"];

/** @param {unknown} api @param {import("../reach.js").Reach} reach @returns {Adapter} */
export function scorm2004(api, reach) {
  const client = clientOf(api, GRAMMAR);
  let readable = true;
  /** @type {Record<string, number>} */
  const objectives = {};
  return scorm(client, reach, ourPlayer(api), {
    read: READ,
    opening() {
      const mode = client.get("cmi.mode");
      readable = client.knows("cmi.completion_status");
      const success = client.get("cmi.success_status");
      const scaled = client.get("cmi.score.scaled");
      return {
        recording: mode !== "review" && mode !== "browse",
        learner: client.get("cmi.learner_id"),
        state: client.get("cmi.suspend_data"),
        location: client.get("cmi.location"),
        completed: client.get("cmi.completion_status") === "completed",
        success: success === "passed" || success === "failed" ? success : "unknown",
        score: scaled === "" || Number.isNaN(Number(scaled)) ? null : Math.max(0, Number(scaled)) * 100,
      };
    },
    write(snapshot, state, seconds) {
      const { completed, success, open } = snapshot;
      if (readable || (completed && !open)) client.set("cmi.completion_status", completed && !open ? "completed" : "incomplete");
      if (success !== "unknown" && !open) client.set("cmi.success_status", success);
      // With any other exit, some LMSs return nothing of an attempt that is read again (RTE 4.2.8 lets them).
      client.set("cmi.exit", "suspend");
      client.set("cmi.location", snapshot.location);
      client.set("cmi.suspend_data", state);
      if (snapshot.score !== null) score(client, "cmi.score", snapshot.score);
      client.offer("cmi.progress_measure", decimal(snapshot.progress));
      for (const outcome of snapshot.outcomes) objective(client, objectives, outcome);
      client.set("cmi.session_time", duration(seconds));
    },
    answer: (index, answer) => interaction(client, index, answer),
  });
}

/** @param {Client} client @param {string} element @param {number} percent */
function score(client, element, percent) {
  client.offer(`${element}.min`, "0");
  client.offer(`${element}.max`, "100");
  client.offer(`${element}.raw`, decimal(percent));
  client.offer(`${element}.scaled`, String(Math.round(percent * 100) / 10000));
}

/** @param {Client} client @param {Record<string, number>} known @param {OutcomeResult} outcome */
function objective(client, known, outcome) {
  const index = (known[outcome.id] ??= objectiveIndex(client, outcome.id, known));
  const element = `cmi.objectives.${index}`;
  if (client.get(`${element}.id`) !== outcome.id) client.offer(`${element}.id`, outcome.id);
  if (outcome.answered) score(client, `${element}.score`, outcome.percent);
  client.offer(`${element}.success_status`, OUTCOME_SUCCESS[outcome.status]);
  client.offer(`${element}.completion_status`, OUTCOME_COMPLETION[outcome.status]);
}

/**
 * Id and type come first, because the other elements depend on them.
 * @param {Client} client
 * @param {number} index
 * @param {Interaction} answer
 */
function interaction(client, index, answer) {
  const element = `cmi.interactions.${index}`;
  const { type, response, patterns } = grammar2004(answer);
  client.offer(`${element}.id`, answer.id);
  client.offer(`${element}.type`, type);
  if (answer.outcome) client.offer(`${element}.objectives.0.id`, answer.outcome);
  client.offer(`${element}.timestamp`, timestamp(answer.at));
  patterns.forEach((pattern, place) => client.offer(`${element}.correct_responses.${place}.pattern`, pattern));
  client.offer(`${element}.weighting`, decimal(answer.weighting));
  client.offer(`${element}.learner_response`, response);
  client.offer(`${element}.result`, answer.right === null ? "neutral" : answer.right ? "correct" : "incorrect");
  client.offer(`${element}.latency`, duration(answer.seconds));
}
