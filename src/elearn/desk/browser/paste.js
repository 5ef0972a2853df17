/**
 * Cleans what was copied from Word, Google Docs, Outlook or a web page to Markdown: headings, bold, italic, lists, links, tables
 * and quotations. Everything else becomes plain text. Nothing is loaded.
 */

const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL".split(" "));
const SKIPPED = new Set("HEAD STYLE SCRIPT TEMPLATE META LINK TITLE NOSCRIPT IFRAME OBJECT SVG BUTTON SELECT TEXTAREA IMG PICTURE VIDEO AUDIO".split(" "));

/** @typedef {{bold: boolean, italic: boolean, link: string}} Look */
/** @typedef {{text: string, look: Look}} Run text that looks the same. "\n" is a line break */

/** @type {Look} */
const PLAIN = { bold: false, italic: false, link: "" };

/** @param {string} html @returns {string} Markdown */
export function fromHtml(html) {
  // As `style`, the page's policy would refuse each with a line in the console. We only read them.
  const read = html.replace(/<\/?o:p>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/gi, " data-style"));
  const { body } = new DOMParser().parseFromString(read, "text/html");
  return blocksOf(body, PLAIN).join("\n\n");
}

/** @param {string} html @returns {boolean} whether it holds anything that plain text would lose */
export function isRich(html) {
  return /<(?:h[1-6]|[biu]|strong|em|ul|ol|li|table|blockquote|a\s[^>]*href)\b|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|mso-list:\s*l/i.test(html);
}

/** @param {Element} parent @param {Look} look @returns {string[]} its blocks, as Markdown */
function blocksOf(parent, look) {
  /** @type {string[]} */
  const made = [];
  /** @type {Run[]} */
  let line = [];
  /** @type {{ordered: boolean, depth: number, text: string}[]} */
  let items = [];
  const end = () => {
    const text = written(line);
    if (text) made.push(text);
    line = [];
  };
  const endItems = () => {
    if (items.length) made.push(listed(items));
    items = [];
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === 3) line.push(...runsOf(node, look));
    if (!(node.nodeType === 1)) continue;
    const element = /** @type {Element} */ (node);
    if (isSkipped(element)) continue;
    const item = wordItem(element);
    if (!isBlock(element)) {
      line.push(...runsOf(element, look));
      continue;
    }
    end();
    if (item) items.push({ ...item, text: oneLine(written(runsOf(element, look))) });
    else if (element.textContent?.trim() || element.tagName === "HR") {
      endItems();
      made.push(...blockOf(element, look));
    }
  }
  end();
  endItems();
  return made;
}

/** @param {Element} element @param {Look} look @returns {string[]} */
function blockOf(element, look) {
  const tag = element.tagName;
  if (/^H[1-6]$/.test(tag)) {
    const text = oneLine(written(runsOf(element, { ...PLAIN }, true)));
    return text ? [`${"#".repeat(Math.max(3, Number(tag[1])))} ${text}`] : [];
  }
  if (tag === "UL" || tag === "OL") return [listed(itemsOf(element, 0))];
  if (tag === "TABLE") return tableOf(element);
  if (tag === "BLOCKQUOTE") return [blocksOf(element, look).join("\n\n").replace(/^/gm, "> ").replace(/^> $/gm, ">")];
  if (tag === "HR") return [];
  return blocksOf(element, lookOf(element, look));
}

/** @param {Element} list @param {number} depth @returns {{ordered: boolean, depth: number, text: string}[]} */
function itemsOf(list, depth) {
  const ordered = list.tagName === "OL";
  return [...list.children].flatMap((child) => {
    if (child.tagName === "UL" || child.tagName === "OL") return itemsOf(child, depth + 1);
    if (isSkipped(child)) return [];
    const within = [...child.children].filter((each) => each.tagName === "UL" || each.tagName === "OL");
    const own = /** @type {Element} */ (child.cloneNode(true));
    for (const each of own.querySelectorAll("ul, ol")) each.remove();
    const text = oneLine(blocksOf(own, lookOf(child, PLAIN)).join(" "));
    return [...(text ? [{ ordered, depth, text }] : []), ...within.flatMap((each) => itemsOf(each, depth + 1))];
  });
}

/** @param {{ordered: boolean, depth: number, text: string}[]} items */
function listed(items) {
  /** @type {number[]} */
  const counts = [];
  /** @type {string[]} */
  const indents = [""];
  return items.map(({ ordered, depth, text }) => {
    const level = Math.min(depth, indents.length - 1);
    counts.length = level + 1;
    counts[level] = (counts[level] ?? 0) + 1;
    const sign = ordered ? `${counts[level]}. ` : "- ";
    indents.length = level + 1;
    indents.push(`${indents[level]}${" ".repeat(sign.length)}`);
    return `${indents[level]}${sign}${text}`;
  }).join("\n");
}

/** @param {Element} table @returns {string[]} a table, or its text if it has one column or holds others, as pages that are laid out with tables do */
function tableOf(table) {
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children].filter((cell) => /^T[DH]$/.test(cell.tagName)));
  const most = Math.max(0, ...rows.map((row) => row.length));
  if (most < 2 || table.querySelector("table")) return rows.flat().filter((cell) => !cell.querySelector("table")).flatMap((cell) => blocksOf(cell, PLAIN)).concat([...table.querySelectorAll("table")].filter((each) => !each.querySelector("table")).flatMap(tableOf));
  const lines = rows.map((row) => Array.from({ length: most }, (_, n) => (row[n] ? oneLine(blocksOf(row[n], PLAIN).join(" ")).replace(/\|/g, "\\|") : "")));
  const shown = lines.map((cells) => `| ${cells.join(" | ")} |`);
  return [[shown[0], `|${" --- |".repeat(most)}`, ...shown.slice(1)].join("\n")];
}

/** @param {Element} element @returns {{ordered: boolean, depth: number} | null} what Word writes as a paragraph, and means as an item of a list */
function wordItem(element) {
  const found = /mso-list:\s*l\d+\s+level(\d+)/i.exec(element.getAttribute("data-style") ?? "");
  if (!found) return null;
  const sign = [...element.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("data-style") ?? ""))?.textContent ?? "";
  return { ordered: /^\s*\(?(?:\d+|[a-z]|[ivx]+)[.)]/i.test(sign), depth: Number(found[1]) - 1 };
}

/** @param {Node} node @param {Look} look @param {boolean} [plain] whether bold is left out, as in headings @returns {Run[]} */
function runsOf(node, look, plain = false) {
  if (node.nodeType === 3) return [{ text: (node.textContent ?? "").replace(/[\s\u00a0]+/g, " "), look }];
  if (node.nodeType !== 1) return [];
  const element = /** @type {Element} */ (node);
  if (isSkipped(element) || /mso-list:\s*ignore/i.test(element.getAttribute("data-style") ?? "")) return [];
  if (element.tagName === "BR") return [{ text: "\n", look }];
  const own = plain ? { ...lookOf(element, look), bold: false } : lookOf(element, look);
  const runs = [...element.childNodes].flatMap((child) => runsOf(child, own, plain));
  return isBlock(element) ? [{ text: " ", look }, ...runs, { text: " ", look }] : runs;
}

/** @param {Element} element @param {Look} look @returns {Look} */
function lookOf(element, look) {
  const style = element.getAttribute("data-style") ?? "";
  const tag = element.tagName;
  const weight = /font-weight:\s*([\w-]+)/i.exec(style)?.[1]?.toLowerCase() ?? "";
  const slant = /font-style:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase() ?? "";
  const bold = weight ? weight === "bold" || weight === "bolder" || Number(weight) >= 600 : look.bold || tag === "B" || tag === "STRONG";
  const italic = slant ? slant === "italic" || slant === "oblique" : look.italic || tag === "I" || tag === "EM" || tag === "CITE";
  const address = tag === "A" ? (element.getAttribute("href") ?? "").trim() : "";
  const link = /^(?:https?:|mailto:|tel:)/i.test(address) ? unwrapped(address).replace(/[\s()<>\\]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29") : look.link;
  return { bold, italic, link };
}

/** @param {string} address @returns {string} where a link leads that Outlook or Google has wrapped */
function unwrapped(address) {
  try {
    const { hostname, pathname, searchParams } = new URL(address);
    const inside = hostname.endsWith(".safelinks.protection.outlook.com") ? searchParams.get("url") : /^www\.google\.[a-z.]+$/.test(hostname) && pathname === "/url" ? searchParams.get("q") : null;
    return inside && /^https?:/i.test(inside) ? inside : address;
  } catch {
    return address;
  }
}

/** @param {readonly Run[]} runs @returns {string} Markdown of one paragraph */
function written(runs) {
  /** @type {Run[]} */
  const joined = [];
  for (const run of runs) {
    const last = joined[joined.length - 1];
    if (last && same(last.look, run.look)) last.text += run.text;
    else if (run.text) joined.push({ ...run });
  }
  const text = joined.map(({ text, look }) => marked(text, look)).join("");
  return text.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim().split("\n").filter(Boolean).map(safeStart).join("\\\n");
}

/** @param {Look} one @param {Look} other */
const same = (one, other) => one.bold === other.bold && one.italic === other.italic && one.link === other.link;

/** @param {string} text @param {Look} look */
function marked(text, look) {
  // Marks stand at the words, because “** word**” is not bold; and each line has its own.
  return text.split("\n").map((line) => {
    const [, before = "", core = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(line) ?? [];
    if (!core) return line;
    const sign = `${look.bold ? "**" : ""}${look.italic ? "*" : ""}`;
    const inner = `${sign}${escaped(core)}${[...sign].reverse().join("")}`;
    return `${before}${look.link ? `[${inner}](${look.link})` : inner}${after}`;
  }).join("\n");
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\`*[\]]|~~|<(?=[a-z/!?])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/gi, "\\$&");

/** @param {string} line @returns {string} one that is not taken for a heading, a list, a quotation or a block */
const safeStart = (line) => line.replace(/^(#{1,6}(?=\s|$)|>|[+-](?=\s|$)|:::|-{3,}$|={2,}$|:(?=\w+:))/, "\\$1").replace(/^(\d{1,9})([.)])(?=\s)/, "$1\\$2");

/** @param {string} text */
const oneLine = (text) => text.replace(/\\?\n+/g, " ").replace(/ {2,}/g, " ").trim();

/** @param {Element} element */
const isSkipped = (element) => SKIPPED.has(element.tagName.toUpperCase()) || /(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)/i.test(element.getAttribute("data-style") ?? "");

/** @param {Element} element @returns {boolean} also if it holds blocks, as the <b> around all that Google Docs copies */
const isBlock = (element) => BLOCKS.has(element.tagName) || [...element.children].some((child) => child.tagName !== "BR" && isBlock(child));
