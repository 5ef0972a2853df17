/** Lets the browser show the page before the script does anything; a window that is not shown never paints. */

const LONGEST = 250;

/** @returns {Promise<void>} */
export const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST);
  });
