// Before the page is printed, this writes it once more for paper, below `#paper`; print.css shows that and nothing else.
// Paper has what the screen says, without its frame, buttons and forms. What is folded is open, choices are words, and a
// table that is wider than the paper lies across it, or comes in parts. After printing, the paper is taken away.
(() => {
  const page = /** @type {Window & { elearnPaper?: boolean }} */ (window);
  if (page.elearnPaper) return;
  page.elearnPaper = true;

  const OURS = ".stHtml";
  const CHART = '[data-testid="stVegaLiteChart"]';
  const CHOICES = ".stDateInput, .stSelectbox, .stMultiSelect, .stTextInput, .stNumberInput, .stButtonGroup, .stRadio";
  const ENTERED = ".stForm, details:has(.stForm, .stButton, .stFormSubmitButton, .stFileUploader)";
  const NOT_FOR_PAPER = "script, style, iframe, .who, .hidden, .sideways, .button, .act, .rest button, input, form";
  /** The width of the paper inside its margins, upright and across, as print.css has it. */
  const UPRIGHT = "182mm", ACROSS = "269mm";

  /**
   * Says something in the language of the page: paper-words.html has the words of another one than English.
   * @param {string} name - in the words of the page
   * @param {string} english - with `{…}` for what is filled in
   * @param {{[name: string]: string | number}} [values]
   */
  const said = (name, english, values = {}) => {
    const words = document.querySelector(".paper-words");
    const text = (words instanceof HTMLElement && words.dataset[name]) || english;
    return text.replace(/\{(\w+)\}/g, (_, key) => `${values[key]}`);
  };

  /** @param {string} iso - such as 2026-03-31 */
  const dayInWords = (iso) => {
    const day = new Date(`${iso}T12:00:00`);
    const month = said("months", "").split(" ")[day.getMonth()]; // browsers do not know Welsh months
    if (month) return `${day.getDate()} ${month} ${day.getFullYear()}`;
    const written = { day: "numeric", month: "long", year: "numeric" };
    return isNaN(day.getTime()) ? "" : day.toLocaleDateString("en-GB", /** @type {Intl.DateTimeFormatOptions} */ (written));
  };

  /**
   * What is chosen in one of Streamlit's widgets, in words. "" if nothing is.
   * @param {Element} widget
   */
  const chosen = (widget) => {
    const label = widget.querySelector('[data-testid="stWidgetLabel"] p')?.textContent?.trim() ?? "";
    const date = widget.querySelector('input[type="date"]');
    if (date instanceof HTMLInputElement) return date.value && `${label} ${dayInWords(date.value)}`;
    const pressed = widget.querySelectorAll(
      '[aria-pressed="true"], [aria-checked="true"], input[type="radio"]:checked, [role="row"][data-key]',
    );
    const typed = widget.querySelector("input:not([type=radio]):not([type=hidden])");
    const values = pressed.length
      ? [...pressed].map((each) => (each instanceof HTMLInputElement ? each.closest("label") : each)?.textContent?.trim())
      : [typed instanceof HTMLInputElement ? typed.value.trim() : ""];
    const value = values.filter(Boolean).join(", ");
    return value && (label ? `${label}: ${value}` : value);
  };

  /** @param {Element} source - one of our own pieces of the page */
  const copied = (source) => {
    const copy = /** @type {HTMLElement} */ (source.cloneNode(true));
    copy.className = "stHtml"; // without Streamlit's classes, which have the colours of the screen
    for (const each of copy.querySelectorAll("[data-paper]")) each.textContent = each.getAttribute("data-paper");
    for (const each of copy.querySelectorAll(NOT_FOR_PAPER)) each.remove();
    for (const each of copy.querySelectorAll("details")) each.open = true;
    for (const fold of copy.querySelectorAll("button")) {
      const words = document.createElement("span");
      words.className = "small";
      words.textContent = fold.textContent;
      fold.replaceWith(words);
    }
    return copy.textContent?.trim() || copy.querySelector("svg, img") ? copy : null;
  };

  /** @param {Element} chart - its colours are those of the tokens, which are light on paper */
  const drawn = (chart) => {
    const picture = chart.querySelector("svg")?.cloneNode(true);
    if (!(picture instanceof SVGElement)) return null;
    for (const size of ["width", "height"]) picture.removeAttribute(size);
    const copy = document.createElement("div");
    copy.className = "paper-chart";
    copy.append(picture);
    return copy;
  };

  /** The page as blocks from the top to the bottom: our own HTML, what is chosen, and the names of what was folded. */
  const blocks = () => {
    /** @type {HTMLElement[]} */
    const found = [];
    const main = document.querySelector(".stMainBlockContainer");
    for (const each of main?.querySelectorAll(`${OURS}, ${CHART}, ${CHOICES}, .stExpander`) ?? []) {
      if (each.closest(ENTERED) || each.querySelector(ENTERED)) continue;
      if (each.matches(`${OURS}, ${CHART}`)) {
        const copy = each.matches(OURS) ? copied(each) : drawn(each);
        if (copy) found.push(copy);
        continue;
      }
      const folded = each.matches(".stExpander");
      const words = folded ? each.querySelector("summary p")?.textContent : chosen(each);
      if (!words) continue;
      const last = found[found.length - 1];
      if (!folded && last?.matches(".paper-choices")) {
        last.append(` · ${words}`);
        continue;
      }
      const line = document.createElement("p");
      line.className = folded ? "paper-folded" : "paper-choices";
      line.textContent = words;
      found.push(line);
    }
    return found;
  };

  /**
   * Puts each block into a part of the paper: a heading starts one.
   * @param {HTMLElement} paper
   * @param {HTMLElement[]} found
   */
  const fill = (paper, found) => {
    let part = paper;
    for (const block of found) {
      if (part === paper || block.querySelector(":scope > :is(h1, h2), :scope > .page-head")) {
        part = document.createElement("section");
        paper.append(part);
      }
      part.append(block);
    }
  };

  /**
   * A copy of a table with its first column and those from `start` up to `end`.
   * @param {HTMLTableElement} table
   * @param {number} start
   * @param {number} end
   */
  const columns = (table, start, end) => {
    const part = /** @type {HTMLTableElement} */ (table.cloneNode(true));
    for (const row of part.rows) {
      let at = 0;
      for (const cell of [...row.cells]) {
        const next = at + cell.colSpan;
        const kept = at === 0 ? 1 : Math.min(next, end) - Math.max(at, start);
        if (kept <= 0) cell.remove();
        else if (at > 0) cell.colSpan = kept;
        at = next;
      }
    }
    return part;
  };

  /**
   * Puts a table that is too wide for a page that lies across into parts that are not, each about as wide as the others.
   * @param {HTMLTableElement} table
   * @param {number} room - in pixels
   */
  const split = (table, room) => {
    const widths = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.getBoundingClientRect().width);
    const [first = 0, ...rest] = widths;
    const total = rest.reduce((sum, width) => sum + width, 0);
    const share = total / Math.max(1, Math.ceil(total / Math.max(room - first, 1)));
    /** @type {number[]} */
    const starts = [1];
    let used = 0, done = 0;
    rest.forEach((width, index) => {
      const over = first + used + width > room || done + width / 2 > share * starts.length;
      if (used && over) {
        starts.push(index + 1);
        used = 0;
      }
      used += width;
      done += width;
    });
    if (starts.length < 2) return;
    const parts = starts.map((start, index) => {
      const end = starts[index + 1] ?? widths.length;
      const part = columns(table, start, end);
      const caption = part.createCaption();
      caption.textContent = said("part", "Part {part} of {parts} of this table: columns {first} to {last} of {all}.", {
        part: index + 1, parts: starts.length, first: start, last: end - 1, all: rest.length,
      });
      return part;
    });
    table.replaceWith(...parts);
  };

  /**
   * Makes columns with long headings wider, so that the headings have few lines: a browser repeats no heading on the next
   * page that is taller than a quarter of it.
   * @param {HTMLTableElement} table
   */
  const widen = (table) => {
    for (const cell of table.tHead?.rows[0]?.cells ?? []) {
      const long = cell.textContent?.trim().length ?? 0;
      if (long > 50) cell.style.minWidth = `${Math.round(long * 0.3)}mm`;
    }
  };

  /** @param {HTMLElement} paper */
  const fitTables = (paper) => {
    paper.style.width = ACROSS;
    const across = paper.getBoundingClientRect().width;
    paper.style.width = UPRIGHT;
    const upright = paper.getBoundingClientRect().width;
    for (const table of paper.querySelectorAll("table")) {
      widen(table);
      table.classList.add("measured");
      const width = table.getBoundingClientRect().width;
      if (width > upright) table.closest("section")?.classList.add("across");
      if (width > across) split(table, across);
    }
    for (const table of paper.querySelectorAll("table")) table.classList.remove("measured");
    paper.style.width = "";
  };

  /** @param {string} text - for a string in a style */
  const quoted = (text) => `"${text.replace(/[\\"\n\r\f]/g, (found) => `\\${found.charCodeAt(0).toString(16)} `)}"`;

  /**
   * The lines at the foot of each page: the address of what is shown, the days, and the number of the page. A page that
   * shows what is closed to the public says so at the head of each page of the paper.
   */
  const foot = () => {
    const main = document.querySelector(".stMainBlockContainer");
    const asAt = [...(main?.querySelectorAll(".stDateInput") ?? [])].map(chosen).find((words) => words.startsWith(`${said("asAt", "As at")} `));
    const now = new Date();
    const printed = dayInWords([now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => `${n}`.padStart(2, "0")).join("-"));
    const days = `${asAt ? `${asAt} · ` : ""}${said("printed", "Printed {day}", { day: printed })} · ${said("page", "page")} `;
    const marked = main?.querySelector("[data-paper-mark]");
    const mark = marked instanceof HTMLElement ? marked.dataset.paperMark ?? "" : "";
    const style = document.createElement("style");
    const address = location.origin + location.pathname + location.search;
    style.textContent = `@page { ${mark ? `@top-left { content: ${quoted(mark)} }` : ""}
      @bottom-left { content: ${quoted(address)} }
      @bottom-right { content: ${quoted(days)} counter(page) ${quoted(` ${said("of", "of")} `)} counter(pages) } }`;
    return style;
  };

  const remove = () => document.getElementById("paper")?.remove();

  const write = () => {
    remove();
    const found = blocks();
    if (!found.length) return; // a page that is not ours, or not there yet, prints as it is
    const paper = document.createElement("div");
    paper.id = "paper";
    fill(paper, found);
    document.body.append(paper);
    fitTables(paper);
    paper.append(foot());
  };

  addEventListener("beforeprint", write);
  addEventListener("afterprint", remove);
})();
