/** A course's pages and questions, to look up by id. */

/** @typedef {import("./types.js").Course} Course */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Question} Question */

export const START = "_start";
export const RESULT = "_result";

/**
 * @typedef {object} Outline
 * @property {Course} course
 * @property {readonly Page[]} pages
 * @property {Readonly<Record<string, Question>>} question every question by its name, including those of banks that are
 *   not drawn. `asked` in draws.js says which a learner is asked
 * @property {Readonly<Record<string, string>>} moduleOf the module of a page
 * @property {readonly string[]} order everything in order: introduction, pages, result
 * @property {number | null} mark percent needed to pass, or null if nothing is scored
 */

/**
 * The full course from the one that was sent, in which values that most questions share appear only once.
 * @param {import("./types.js").Sent} sent
 * @returns {Course}
 */
export function unfolded({ usual, ...course }) {
  const whole = (/** @type {any} */ item) => ("draw" in item ? item : { ...usual, ...item });
  const page = (/** @type {Page} */ { questions, ...rest }) => ({ ...rest, questions: questions.map(whole) });
  return {
    ...course,
    modules: course.modules.map(({ pages, ...module }) => ({ ...module, pages: pages.map(page) })),
    banks: Object.fromEntries(Object.entries(course.banks).map(([id, questions]) => [id, questions.map(whole)])),
  };
}

/** @param {Course} course @returns {Outline} */
export function outlineOf(course) {
  const pages = course.modules.flatMap((module) => module.pages);
  const own = pages.flatMap((page) => page.questions).flatMap((item) => ("draw" in item ? [] : [item]));
  const questions = [...own, ...Object.values(course.banks).flat()];
  return {
    course,
    pages,
    question: Object.fromEntries(questions.map((question) => [question.name, question])),
    moduleOf: Object.fromEntries(course.modules.flatMap((module) => module.pages.map((page) => [page.id, module.id]))),
    order: [START, ...pages.map((page) => page.id), RESULT],
    mark: questions.some((question) => question.points > 0) ? course.completion.passMark : null,
  };
}
