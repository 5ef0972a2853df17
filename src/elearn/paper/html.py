"""HTML to typst's markup. Works for the static, semantic HTML of any kind's `view.html`, and knows no kind.

The HTML can say more with attributes: `data-screen-only` (not for paper) and `data-paper`, which is one of:

- `panel`, `care`: set apart; `care` for something to take care with;
- `together`: kept on one page, unless it is too long for that;
- `answer`: in a question, printed only with the answers at the end, like `hidden` elements;
- `exercise`: in a question, printed only with the exercise;
- `heading`: a few words above what follows, but not a heading of the page;
- `number`: a box in front, to write a number in by hand.

The `lang` of a block is that of its text on paper, too.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import html as lxml_html
from lxml.html import HtmlElement

from elearn.paper.elements import (
    CHOICES,
    HEADINGS,
    Mode,
    choice_in,
    is_block,
    left_out,
    number_of,
    offers,
    spots_over,
)
from elearn.paper.pictures import file_of
from elearn.paper.tables import Cell, table
from elearn.paper.text import Run, in_language, literal

Say = Callable[..., str]

_PHRASES = {
    "strong": "#strong", "b": "#strong", "em": "#emph", "i": "#emph", "cite": "#emph", "dfn": "#emph", "var": "#emph",
    "s": "#strike", "del": "#strike", "u": "#underline", "ins": "#underline", "sub": "#sub", "sup": "#super",
    "mark": "#strong", "legend": "#strong",
}  # fmt: skip
_CODE = {"code", "kbd", "samp"}
_LINKED = ("http://", "https://", "mailto:", "tel:")
_UNTYPED = {"hidden", "submit", "button", "reset", "image"}


def parse(html: str) -> HtmlElement:
    """A piece of HTML, wrapped in one element."""
    return lxml_html.fragment_fromstring(html or " ", create_parent="div")


@dataclass
class Paper:
    """A document that is being made.

    `media` are the names of the picture files, and `targets` the ids that links lead to. `ask` turns a
    question's form into an exercise, given the level of its heading. A PDF/UA may not skip a level of
    headings, so `level` remembers the last one.
    """

    say: Say
    media: Collection[str] = ()
    targets: Collection[str] = ()
    ask: Callable[[HtmlElement, int], list[str]] | None = None
    level: int = 0

    def heading(self, level: int, content: str, label: str = "", *, listed: bool = True) -> str:
        """A heading, at most one level below the last one. `content` is markup."""
        self.level = min(level, self.level + 1)
        where = f"#label({literal(label)})" if label else ""
        return f"#heading(level: {self.level}, outlined: {str(listed).lower()})[{content}]{where}"

    def convert(
        self, html: str | HtmlElement, level: int, mode: Mode = "read", right: Collection[str] = ()
    ) -> str:
        """A piece of HTML as markup.

        Its second-level headings get `level`. `right` are ids of right options.
        """
        root = parse(html) if isinstance(html, str) else html
        return "\n".join(_Piece(self, level, mode, right).flow(root))

    def phrases(self, html: str) -> str:
        """Inline HTML (such as a title) as markup within a paragraph."""
        run = Run()
        _Piece(self, 1, "read", ()).phrase_children(parse(html), run)
        return run.markup()


@dataclass
class _Piece:
    """One piece of HTML while it is converted.

    `under` is the level of the heading above. `nested`, `narrow` and `offered` count the enclosing details,
    the enclosing cells and items, and the enclosing choices, whose marks their list draws.
    """

    paper: Paper
    top: int
    mode: Mode
    right: Collection[str]
    under: int = 0
    nested: int = 0
    narrow: int = 0
    offered: int = 0
    choices: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.under = self.top - 1

    # blocks

    def flow(self, element: HtmlElement) -> list[str]:
        """The element's contents as blocks. Loose phrases become paragraphs."""
        return [f"#par[{said}]" if loose else said for loose, said in self._parts(element)]

    def content(self, element: HtmlElement, before: str = "") -> str:
        """The element's contents, for a cell or an item. A single paragraph is not wrapped as one.

        `before` is markup at the start of the first paragraph.
        """
        self.narrow += 1
        parts = list(self._parts(element))
        self.narrow -= 1
        if before:
            loose, said = parts[0] if parts else (True, "")
            parts[:1] = [(True, before + said)] if loose else [(True, before), (False, said)]
        if len(parts) == 1 and parts[0][0]:
            return parts[0][1]
        return "\n".join(f"#par[{said}]" if loose else said for loose, said in parts)

    def _parts(self, element: HtmlElement) -> Iterator[tuple[bool, str]]:
        """Pairs of (is it loose phrases, markup). Neighbouring choices are put together."""
        run, offered = Run(), list[HtmlElement]()

        def finished() -> Iterator[tuple[bool, str]]:
            nonlocal run
            if not run.is_empty():
                yield True, run.markup()
            run = Run()
            if offered:
                yield False, self._choices(offered)
                offered.clear()

        run.text(element.text or "")
        for child in element:
            if left_out(child, self.mode):
                pass
            elif self._offers(child):
                if not run.is_empty():
                    yield from finished()
                offered.append(child)
            elif is_block(child, self.mode):
                yield from finished()
                yield from ((False, said) for said in self._block(child))
            else:
                if offered:
                    yield from finished()
                self._phrase(child, run)
            if (child.tail or "").strip() and offered:
                yield from finished()
            run.text(child.tail or "")
        yield from finished()

    def _block(self, element: HtmlElement) -> Iterable[str]:
        made = self._block_of(element)
        if tag := element.get("lang"):
            inside = "\n".join(made)
            return [f"{in_language(tag)}[{inside}]"] if inside else []
        return made

    def _block_of(self, element: HtmlElement) -> Iterable[str]:
        at = [self._anchor(element)] if self._anchor(element) else []
        kept = element.get("data-paper")
        if self.mode == "answer" and element.get("hidden") is not None:
            inside = "\n".join(self._bare_block(element))
            return [*at, f"#said[{inside}]"] if inside else at
        if kept in ("panel", "care", "together"):
            inside = "\n".join(self._bare_block(element))
            return [*at, f"#{kept}[{inside}]"] if inside else at
        if kept == "number" and self.mode == "answer":
            return []
        if kept == "number":
            return [*at, f"#numbered[{self.content(element)}]"]
        if kept == "heading":
            return [*at, *self._strong(element)]
        return [*at, *self._bare_block(element)]

    def _bare_block(self, element: HtmlElement) -> Iterable[str]:
        tag = element.tag
        if tag in HEADINGS:
            return self._heading(element)
        match tag:
            case "ul" | "ol" | "menu":
                return self._list(element)
            case "dl":
                return self._terms(element)
            case "table":
                return self._table(element)
            case "figure":
                return self._figure(element)
            case "img":
                return self._picture(element)
            case "blockquote":
                return self._wrapped("#quote(block: true)", element)
            case "aside":
                return self._wrapped("#aside", element)
            case "pre":
                return [f"#raw(block: true, {literal(element.text_content().strip(chr(10)))})"]
            case "details":
                return self._details(element)
            case "hr":
                return ["#rule()"]
            case "textarea":
                rows = min(number_of(element, "rows", 4), 12)
                return [f"#lines({rows})"] if self.mode != "answer" else []
            case "legend" | "summary" | "figcaption" | "caption" | "dt":
                return self._strong(element)
            case "form" if self.paper.ask and self.mode == "read" and element.get("data-question"):
                return self.paper.ask(element, self.under + 1)
            case "fieldset" | "form":
                return [*self.flow(element), *self._chosen_from()]
        return self.flow(element)

    def _heading(self, element: HtmlElement) -> list[str]:
        run = Run()
        self.phrase_children(element, run)
        if run.is_empty():
            return []
        if self.narrow:
            return [f"#lead[{run.markup()}]"]
        self.under = self.top + max(HEADINGS[str(element.tag)] - 2, 0)
        return [self.paper.heading(self.under, run.markup(), listed=False)]

    def _details(self, element: HtmlElement) -> list[str]:
        """The summary as a heading, and the contents below it."""
        made: list[str] = []
        for summary in element.findall("summary"):
            run = Run()
            self.phrase_children(summary, run)
            if not run.is_empty():
                level = self.under + 1 + self.nested
                as_heading = not self.narrow and self.mode != "answer"
                made.append(
                    self.paper.heading(level, run.markup(), listed=False)
                    if as_heading
                    else f"#lead[{run.markup()}]"
                )
            summary.drop_tree()
        self.nested += 1
        made += self.flow(element)
        self.nested -= 1
        return made

    def _strong(self, element: HtmlElement) -> list[str]:
        parts = list(self._parts(element))
        return [f"#lead[{said}]" if loose else said for loose, said in parts]

    def _wrapped(self, call: str, element: HtmlElement) -> list[str]:
        inside = "\n".join(self.flow(element))
        return [f"{call}[{inside}]"] if inside else []

    def _list(self, element: HtmlElement) -> list[str]:
        items = [child for child in element if not left_out(child, self.mode)]
        if items and all(self._offers(item) for item in items):
            return [self._choices(items)]
        made = [f"[{content}]" for item in items if (content := self._item(item))]
        if not made:
            return []
        if all(item.get("data-paper") == "number" for item in items):
            return [f"#list(marker: none, body-indent: 0pt, {', '.join(made)})"]
        if element.tag == "ol":
            return [f"#enum(start: {number_of(element, 'start', 1)}, {', '.join(made)})"]
        bare = "marker: none, body-indent: 0pt, spacing: 1.3em, " if element.get("role") == "list" else ""
        return [f"#list({bare}{', '.join(made)})"]

    def _item(self, item: HtmlElement) -> str:
        if item.get("data-paper") == "number" and self.mode == "answer":
            return ""
        at, content = self._anchor(item), self.content(item)
        if item.get("data-paper") == "number" and content:
            content = f"#hand-numbered[{content}]"
        return f"{at}{content}" if content else ""

    def _terms(self, element: HtmlElement) -> list[str]:
        pairs: list[tuple[list[str], list[str]]] = []
        for part in element.iter("dt", "dd"):
            if left_out(part, self.mode) or any(left_out(above, self.mode) for above in part.iterancestors()):
                continue
            if part.tag == "dt":
                if not pairs or pairs[-1][1]:
                    pairs.append(([], []))
                pairs[-1][0].append(f"{self._anchor(part)}{self.content(part)}")
            else:
                if not pairs:
                    pairs.append(([], []))
                pairs[-1][1].append(self.content(part))
        items = (
            f"terms.item([{' '.join(term)}], [{'#parbreak();'.join(said)}])"
            for term, said in pairs
            if term or said
        )
        made = ", ".join(items)
        return [f"#terms({made})"] if made else []

    def _table(self, element: HtmlElement) -> list[str]:
        caption = [said for part in element.findall("caption") for said in self._strong(part)]
        rows, heads = list[list[Cell]](), list[bool]()
        for row in element.iter("tr"):
            if left_out(row, self.mode):
                continue
            cells = [cell for cell in row if cell.tag in ("td", "th") and not left_out(cell, self.mode)]
            above = row.getparent()
            heads.append(
                (above is not None and above.tag == "thead")
                or (not rows and all(c.tag == "th" for c in cells))
            )
            rows.append([self._cell(cell) for cell in cells])
        return [*caption, table(rows, heads)] if any(rows) else caption

    def _cell(self, cell: HtmlElement) -> Cell:
        said = self.content(cell)
        return Cell(
            f"#strong[{said}];" if cell.tag == "th" and said else said,
            max(1, number_of(cell, "colspan", 1)),
            max(1, number_of(cell, "rowspan", 1)),
        )

    def _figure(self, element: HtmlElement) -> list[str]:
        """Keeps one picture and its caption together. Anything else in the figure follows."""
        pictures = [picture for picture in element.iter("img") if not left_out(picture, self.mode)]
        captions = element.findall("figcaption")
        others = [child for child in element if child.tag not in ("img", "picture", "figcaption")]
        if len(pictures) != 1 or len(captions) > 1 or any(is_block(child, self.mode) for child in others):
            return self.flow(element)
        drawn = "".join(self._picture(pictures[0]))
        caption = self.content(captions[0]) if captions else ""
        rest = [said for child in others for said in self.flow(child)]
        return [f"#captioned([{drawn}], [{caption}])" if caption else drawn, *rest]

    def _picture(self, element: HtmlElement) -> list[str]:
        path, alt = file_of(element.get("src", "")), (element.get("alt") or "").strip()
        if path in self.paper.media and (spots := spots_over(element)):
            return [f"#spotted({literal(path)}, {literal(alt)}, ({''.join(spots)}))"]
        if path in self.paper.media:
            return [f"#picture({literal(path)}, {literal(alt)})"]
        return [f"#aside[#par[#{literal(alt)};]]"] if alt else []

    # questions

    def _offers(self, element: HtmlElement) -> bool:
        return not self.offered and offers(element, self.mode)

    def _choices(self, elements: list[HtmlElement]) -> str:
        items, shape = list[str](), "circle"
        for element in elements:
            chosen = choice_in(element, self.mode)
            assert chosen is not None
            shape = CHOICES[chosen.get("type", "")]
            right = self.mode == "answer" and chosen.get("value", "") in self.right
            verdict = f"#strong[#{literal(self.paper.say('option_right') + ': ')};];" if right else ""
            self.offered += 1
            said = self.content(element, verdict)
            self.offered -= 1
            items.append(f"({str(right).lower()}, [{said}])")
        return f"#choices({literal(shape)}, {', '.join(items)})"

    def _chosen_from(self) -> list[str]:
        """The words to fill the blanks of a question with. Each list is printed once."""
        made = [
            f"#chosen-from({literal(self.paper.say('paper_choose_from'))}, {', '.join(map(literal, options))})"
            for options in dict.fromkeys(self.choices)
        ]
        self.choices.clear()
        return made

    # phrases

    def phrase_children(self, element: HtmlElement, run: Run) -> None:
        """Adds the element's contents to `run`, as phrases."""
        run.text(element.text or "")
        for child in element:
            if not left_out(child, self.mode):
                self._phrase(child, run)
            run.text(child.tail or "")

    def _phrase(self, element: HtmlElement, run: Run) -> None:
        tag = str(element.tag)
        if at := self._anchor(element):
            run.mark(at.removesuffix(";"))
        if tag in _CODE:
            run.mark(f"#raw({literal(element.text_content())})")
        elif tag == "br":
            run.break_line()
        elif tag == "a":
            self._link(element, run)
        elif tag == "img":
            run.text((element.get("alt") or "").strip())
        elif tag == "input":
            self._blank(element, run)
        elif tag == "select":
            self._select(element, run)
        elif call := _PHRASES.get(tag):
            run.open(call)
            self.phrase_children(element, run)
            run.close()
        else:
            self.phrase_children(element, run)

    def _link(self, element: HtmlElement, run: Run) -> None:
        """A link with its address next to it, because paper cannot be clicked."""
        href = (element.get("href") or "").strip()
        if href.startswith("#") and href[1:] in self.paper.targets:
            run.open(
                f"#within({literal(href[1:])}, {literal(self.paper.say('paper_on_page', page='{page}'))})"
            )
        elif len(href) < 2000 and href.lower().startswith(_LINKED) and href.split(":", 1)[1].strip("/"):
            run.open(f"#linked({literal(href)})")
        else:
            self.phrase_children(element, run)
            return
        self.phrase_children(element, run)
        run.close()
        if href.startswith("http") and href not in element.text_content():
            run.text(f" ({href})")

    def _blank(self, element: HtmlElement, run: Run) -> None:
        kind = element.get("type", "text")
        if kind in CHOICES:
            if not self.offered:
                run.mark(f"#tick({literal(CHOICES[kind])})")
        elif kind not in _UNTYPED and self.mode != "answer":
            run.mark("#blank(long: true)")

    def _select(self, element: HtmlElement, run: Run) -> None:
        offered = tuple(
            " ".join(option.text_content().split())
            for option in element.iter("option")
            if option.get("value") != ""
        )
        if self.mode != "answer":
            run.mark("#blank()")
            self.choices.append(offered)

    def _anchor(self, element: HtmlElement) -> str:
        own_id = element.get("id", "")
        return (
            f"#anchor({literal(own_id)});" if own_id in self.paper.targets and self.mode != "answer" else ""
        )
