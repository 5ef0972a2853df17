/** Lets the browser show the page before the script does anything. A hidden window never paints, so we do not wait for long. */

const LONGEST = 250;

/** @returns {Promise<void>} */
export const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST);
  });
