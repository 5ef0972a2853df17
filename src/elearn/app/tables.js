// Tables that are wider or longer than their place (`.scroll`). Their edges show on which sides there is more, the link that
// has the focus is not below a row or column that stays, and arrow keys go from link to link. In a table of figures
// (`.heat`), a figure leads to the view of its row and its column.
(() => {
  const page = /** @type {Window & { elearnTables?: boolean }} */ (window);
  if (page.elearnTables) return;
  page.elearnTables = true;

  const LINK = "a.to, a.figure-link, a.due-link";
  /** @type {{ [key: string]: [number, number] }} */
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  /** @param {Element} scroll */
  const showEdges = (scroll) => {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = scroll;
    const more = [
      scrollLeft > 1 && "left",
      scrollLeft + clientWidth < scrollWidth - 1 && "right",
      scrollTop > 1 && "up",
      scrollTop + clientHeight < scrollHeight - 1 && "down",
    ];
    const said = more.filter(Boolean).join(" ");
    if (scroll.getAttribute("data-more") !== said) scroll.setAttribute("data-more", said);
  };

  /** @param {HTMLElement} scroll */
  const keepClear = (scroll) => {
    const corner = scroll.querySelector("thead th");
    const stays = corner && getComputedStyle(corner).position === "sticky";
    scroll.style.scrollPadding = stays ? `${corner.clientHeight}px 0 0 ${corner.clientWidth}px` : "";
  };

  /**
   * Gives each figure of a table its links, from those of its row and of its column.
   * @param {HTMLTableElement} table
   */
  const linkFigures = (table) => {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.querySelector("a.to"));
    for (const row of table.tBodies[0]?.rows ?? []) {
      const ofRow = row.querySelector("th a.to");
      if (!(ofRow instanceof HTMLAnchorElement)) continue;
      for (const [at, cell] of [...row.cells].entries()) {
        const ofColumn = heads[at];
        if (!(ofColumn instanceof HTMLAnchorElement) || !cell.querySelector("b")) continue;
        const both = new URL(ofColumn.href);
        new URL(ofRow.href).searchParams.forEach((value, name) => both.searchParams.set(name, value));
        const called = `${ofRow.textContent} × ${ofColumn.textContent}`;
        const figure = document.createElement("a");
        figure.className = "figure-link";
        figure.setAttribute("href", `coverage${both.search}`);
        const words = [...cell.children].map((each) => each.textContent?.trim());
        figure.setAttribute("aria-label", `${words.join(", ")}. Open ${called}`);
        figure.append(...cell.childNodes);
        cell.append(figure);
        const count = Number(cell.dataset.due ?? 0);
        if (!count) continue;
        const due = document.createElement("a");
        due.className = "due-link";
        due.textContent = `${count.toLocaleString("en-GB")} to remind`;
        const query = new URLSearchParams();
        for (const name of ["course", "agency"]) query.set(name, both.searchParams.get(name) ?? "");
        due.href = `who-is-due?${query}`;
        due.setAttribute("aria-label", `${due.textContent}: ${count === 1 ? "person" : "people"} of ${called}`);
        cell.append(due);
      }
    }
  };

  /**
   * Leaves one link of a table to the Tab key. Arrow keys go to the others.
   * @param {Element} table
   * @param {Element | null} [here]
   */
  const oneForTab = (table, here) => {
    const links = [...table.querySelectorAll(LINK)];
    const one = here ?? links.find((each) => each.getAttribute("tabindex") === "0") ?? links[0];
    for (const each of links) each.setAttribute("tabindex", each === one ? "0" : "-1");
  };

  const known = new WeakSet();
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scroll = target.closest(".scroll");
      if (!(scroll instanceof HTMLElement)) continue;
      keepClear(scroll);
      showEdges(scroll);
    }
  });

  const look = () => {
    for (const scroll of document.querySelectorAll(".stApp .scroll")) {
      const table = scroll.querySelector("table");
      if (!table || known.has(table)) continue;
      known.add(table);
      if (table.matches(".heat")) linkFigures(table);
      if (table.querySelector("a.to")) oneForTab(table);
      sizes.observe(scroll);
      sizes.observe(table);
    }
  };

  /** @param {Event} event */
  const scrolled = ({ target }) => {
    if (target instanceof Element && target.matches(".scroll")) showEdges(target);
  };

  /**
   * The next cell with a link in the direction of an arrow key.
   * @param {HTMLTableCellElement} cell
   * @param {[number, number]} step - rows down, columns right
   */
  const nextLink = (cell, [down, right]) => {
    const row = cell.parentElement;
    const table = cell.closest("table");
    if (!(row instanceof HTMLTableRowElement) || !table) return null;
    let y = row.rowIndex + down;
    let x = cell.cellIndex + right;
    for (; table.rows[y]?.cells[x]; y += down, x += right) {
      const found = table.rows[y]?.cells[x]?.querySelector(LINK);
      if (found instanceof HTMLElement) return found;
    }
    return null;
  };

  document.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    const link = event.target instanceof Element && event.target.closest(LINK);
    const cell = link && link.closest("th, td");
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!link || !(cell instanceof HTMLTableCellElement) || !cell.closest(".scroll")) return;
    const inCell = [...cell.querySelectorAll(LINK)];
    const other = step[0] ? inCell[inCell.indexOf(link) + step[0]] : undefined;
    const next = other instanceof HTMLElement ? other : nextLink(cell, step);
    event.preventDefault();
    next?.focus();
  });
  document.addEventListener("focusin", ({ target }) => {
    const link = target instanceof Element && target.closest(LINK);
    const table = link && link.closest(".scroll table");
    if (table) oneForTab(table, link);
  });
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });

  let asked = 0;
  new MutationObserver(() => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(look);
  }).observe(document.body, { childList: true, subtree: true });
  look();
})();
