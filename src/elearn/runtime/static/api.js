/**
 * Gives the package in the frame the API of its SCORM standard. scorm-again implements it.
 *
 * @typedef {Record<string, unknown>} Data
 * @typedef {{ isTerminateCommit?: boolean }} Metadata
 * @typedef {{ loadFromJSON(data: Data): void, on(event: string, listener: () => void): void }} Api
 * @typedef {new (settings: Data) => Api} ApiClass
 */

/** The error code if a commit could not be kept: the standard's "general commit failure". */
const FAILED = { scorm12: 101, scorm2004: 391 };

/** Parts that a package can do without. Each is restored by itself, so that a bad value loses only its own part. */
const SEPARATE = ["objectives", "interactions", "comments_from_learner", "learner_preference", "student_preference"];

/**
 * Puts the API where the package looks for it (SCORM 2004 RTE 3.2; SCORM 1.2 RTE 3.3).
 *
 * @param {"scorm12" | "scorm2004"} standard
 * @param {Data} cmi the data model that the package finds
 * @param {(cmi: Data, final: boolean) => boolean} keep keeps a snapshot, or returns false if it cannot
 * @param {{ saved(late: () => void): Promise<true>, hurry(): void, contacts: unknown }} told what our own packages ask beyond the standard, because
 *   "true" only means that a snapshot is kept (`player/browser/adapters/our-player.js`)
 * @returns {Api}
 */
export function offer(standard, cmi, keep, told) {
  const host = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (window));
  const Api = /** @type {ApiClass} */ (host[standard === "scorm12" ? "Scorm12API" : "Scorm2004API"]);
  const httpService = {
    /** @param {string} _url @param {{ cmi: Data }} snapshot @param {boolean} _immediate @param {unknown} _log @param {unknown} _tell @param {Metadata} [metadata] */
    processHttpRequest(_url, snapshot, _immediate, _log, _tell, metadata) {
      const kept = keep(anonymous(snapshot.cmi), metadata?.isTerminateCommit === true);
      return kept ? { result: "true", errorCode: 0 } : { result: "false", errorCode: FAILED[standard] };
    },
    updateSettings() {},
  };
  const api = new Api({
    httpService,
    lmsCommitUrl: "/commit",
    dataCommitFormat: "json",
    alwaysSendTotalTime: true,
    autocommit: false,
    logLevel: 5,
  });
  restore(api, cmi);
  Object.defineProperty(api, "elearn", { value: Object.freeze({ version: 1, ...told }) });
  host[standard === "scorm12" ? "API" : "API_1484_11"] = api;
  return api;
}

/** @param {Api} api @param {Data} cmi */
function restore(api, cmi) {
  const whole = Object.fromEntries(Object.entries(cmi).filter(([name]) => !SEPARATE.includes(name)));
  api.loadFromJSON(whole);
  for (const name of SEPARATE.filter((name) => name in cmi)) {
    try {
      api.loadFromJSON({ [name]: cmi[name] });
    } catch (error) {
      console.warn(`The course's earlier ${name} could not be given back to it.`, error);
    }
  }
}

/** The snapshot without the learner's name, because it may wait on a shared device. @param {Data} cmi @returns {Data} */
function anonymous(cmi) {
  const { learner_id: _id, learner_name: _name, ...rest } = cmi;
  const core = /** @type {Data | undefined} */ (rest.core);
  if (!core) return rest;
  const { student_id: _student, student_name: _studentName, ...kept } = core;
  return { ...rest, core: kept };
}
