/** A course's pages and questions by id, for looking up. */

/** @typedef {import("./types.js").Course} Course */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Question} Question */

export const START = "_start";
export const RESULT = "_result";

/**
 * @typedef {object} Outline
 * @property {Course} course
 * @property {readonly Page[]} pages
 * @property {readonly Question[]} questions
 * @property {Readonly<Record<string, Question>>} question
 * @property {Readonly<Record<string, string>>} pageOf the page of a question
 * @property {Readonly<Record<string, string>>} moduleOf the module of a page
 * @property {readonly string[]} order every place in order: introduction, pages, result
 * @property {number | null} mark percent that passes, where there is something to score
 */

/** @param {Course} course @returns {Outline} */
export function outlineOf(course) {
  const pages = course.modules.flatMap((module) => module.pages);
  const questions = pages.flatMap((page) => page.questions);
  return {
    course,
    pages,
    questions,
    question: Object.fromEntries(questions.map((question) => [question.name, question])),
    pageOf: Object.fromEntries(pages.flatMap((page) => page.questions.map((question) => [question.name, page.id]))),
    moduleOf: Object.fromEntries(course.modules.flatMap((module) => module.pages.map((page) => [page.id, module.id]))),
    order: [START, ...pages.map((page) => page.id), RESULT],
    mark: questions.some((question) => question.points > 0) ? course.completion.passMark : null,
  };
}
