/** Loads a module's pages when they are first needed, as a classic script. This works from a disk as well as from an LMS. */

/** @typedef {Record<string, string>} Pages HTML by page id */

/** @returns {(module: string) => Promise<Pages>} rejects if the script does not load. The next call tries again */
export function loader() {
  /** @type {Map<string, Promise<Pages>>} */
  const asked = new Map();
  return (module) => {
    const before = asked.get(module);
    if (before) return before;
    const now = load(module);
    asked.set(module, now);
    now.catch(() => asked.delete(module));
    return now;
  };
}

/** @param {string} module @returns {Promise<Pages>} */
async function load(module) {
  const here = arrived(module);
  if (here) return here;
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `modules/${module}.js`;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const pages = arrived(module);
  if (!pages) throw new Error(`modules/${module}.js brought no pages`);
  return pages;
}

/** @param {string} module @returns {Pages | undefined} */
function arrived(module) {
  /** @type {{elearnModules?: [string, Pages][]}} */
  const page = /** @type {any} */ (window);
  return page.elearnModules?.find(([id]) => id === module)?.[1];
}
