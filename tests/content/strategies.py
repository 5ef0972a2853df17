"""Courses and reviews that hypothesis makes: every kind of block, with text that is hard to write down.

A passage that the model refuses is replaced by a word; what it accepts has to survive.
"""

import string
from contextlib import suppress
from datetime import date
from typing import Any, get_args

from hypothesis import reject
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from elearn.content.course.model import Band, Bank, Change, Completion, Course, Module, Outcome, Page
from elearn.content.course.theme import Theme
from elearn.content.kinds import Block, kinds
from elearn.content.kinds._choice import ChoiceQuestion
from elearn.content.kinds._media import PICTURES
from elearn.content.kinds._sections import Section, Sections
from elearn.content.kinds.briefing import Briefing, BriefingPart
from elearn.content.kinds.draw import Draw
from elearn.content.kinds.glossary import Term
from elearn.content.kinds.image import MediaPath
from elearn.content.kinds.key_facts import Fact
from elearn.content.kinds.local_pathway import Contact, LocalPathway
from elearn.content.review.model import (
    Document,
    Finding,
    Link,
    LocalConnection,
    Recommendation,
    Relation,
    Review,
    Stands,
)
from elearn.content.text.prose import Line, Markdown, OptionalLine, OptionalMarkdown, Paragraph, Title

NASTY = [
    ":", "::", ":::", ":::{callout} x", ":name: x", ":a: b", "- ", "- [ ] x", "- [x]", "* [x] y", "> ",
    ">x", "# ", "## x", "### x", "#", "1. ", "12) ", "```", "~~~", "```python", "    code", "\tcode", "<b>",
    "<!-- ", "-->", "<script>", "---", "===", "***", "|a|b|", "|-|-|", "[a]: /b", "[^1]: x", "\\", "  ",
    "\t", "&amp;", "{#id}", "{#a-b}", "{#", "{", "}", "%", "“", "é", "e\u0301", "\u200b", "\ufeff", "\u00a0",
    "\u2028", "\u0085", "\x0b", "\x0c", "\x1c", "\0", "🙂", "yes", "null", "~", "'", '"', "@x", "!x", "*x",
    "&x", "x: y", "x #y", "[", "]", ", ", "?", "2026-01-01", "1.0", "0x1", "=", "-", "+ ", "\r",
]  # fmt: skip
fragments = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=6), st.sampled_from(["word", "two words", "A sentence."])
)
raw_lines = st.lists(fragments, min_size=1, max_size=4).map("".join)
raw_texts = st.lists(raw_lines, min_size=1, max_size=5).map("\n".join)


def accepted(strategy: st.SearchStrategy[Any], kind: Any, otherwise: str = "word") -> st.SearchStrategy[Any]:
    """What of `strategy` the model's type accepts, normalised as it keeps it; `otherwise` instead of the rest.

    A refusal is replaced and not filtered, because one refusal anywhere would throw the whole course away.
    """
    adapter = TypeAdapter(kind)
    plain = adapter.validate_python(otherwise)

    def keep(value: Any) -> Any:
        try:
            return adapter.validate_python(value)
        except ValidationError:
            return plain

    return strategy.map(keep)


LOWER = "abcdefghijklmnopqrstuvwxyz0123456789"


def short_ids(longest: int) -> st.SearchStrategy[str]:
    """Lower-case letters and digits, at least one and at most `longest` of them."""
    return st.text(LOWER, min_size=1, max_size=longest)


titles = accepted(raw_lines, Title)
lines = accepted(raw_lines, Line)
optional_lines = st.just("") | accepted(raw_lines, OptionalLine)
passages = accepted(raw_texts, Markdown)
optional_passages = st.just("") | accepted(raw_texts, OptionalMarkdown)
slugs = st.lists(short_ids(4), min_size=1, max_size=3).map("-".join)
_parts = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=6)
media_paths = accepted(
    st.builds(
        lambda parts, ending: "/".join(["media", *parts]) + ending,
        st.lists(_parts, min_size=1, max_size=2),
        st.sampled_from(PICTURES),
    ),
    MediaPath,
    "media/picture.svg",
)
any_points = st.integers(0, 100)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


TRIES = 20


def made(kind: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Whatever of these fields the kind accepts together."""
    return _made(kind, st.fixed_dictionaries(fields))


@st.composite
def _made(draw: st.DrawFn, kind: type[Any], fields: st.SearchStrategy[dict[str, Any]]) -> Any:
    """Draws again if the kind refuses: hypothesis alone gives the whole example up after three refusals."""
    for _ in range(TRIES):
        with suppress(ValidationError):
            return kind(**draw(fields))
    return reject()


@st.composite
def option_lists(draw: st.DrawFn, kind: type[ChoiceQuestion], some_ids: bool) -> list[dict[str, Any]]:
    """Options that the kind can mark."""
    count = 2 if kind.kind == "true-or-false" else draw(st.integers(2, 5))
    right = {draw(st.integers(0, count - 1))}
    if kind.kind == "choose-many":
        right |= draw(st.sets(st.integers(0, count - 1)))
    ids = list(kind.ids[:count])
    if some_ids:
        ids = draw(st.lists(short_ids(3), min_size=count, max_size=count, unique=True))
    return [
        {"id": ids[n], "text": draw(lines), "right": n in right, "feedback": draw(optional_passages)}
        for n in range(count)
    ]


def questions(
    kind: type[ChoiceQuestion], outcomes: list[str], points: st.SearchStrategy[int] = any_points
) -> st.SearchStrategy[Block]:
    """Questions of one kind, each testing one of the outcomes or none."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "name": slugs,
        "outcome": st.sampled_from([None, *outcomes]),
        "points": points,
        "tries": st.none() | st.integers(1, 9),
        "hint": optional_lines,
        "stem": passages,
        "feedback": optional_passages,
        "options": st.booleans().flatmap(
            lambda own: option_lists(kind, own and kind.kind != "true-or-false")
        ),
    }
    if "shuffle" in kind.model_fields:
        fields["shuffle"] = st.booleans()
    if "credit" in kind.model_fields:
        fields["credit"] = st.sampled_from(["partial", "all"])
    return made(kind, **fields)


def choices(outcomes: list[str], points: st.SearchStrategy[int] = any_points) -> dict[str, Any]:
    """Questions of every kind with options."""
    return {
        name: questions(kind, outcomes, points)
        for name, kind in kinds().items()
        if issubclass(kind, ChoiceQuestion)
    }


def banks(outcomes: list[str]) -> st.SearchStrategy[Bank]:
    """Banks of questions that give the same points each."""
    points = st.integers(0, 100)
    asked = points.flatmap(
        lambda each: st.lists(
            st.one_of(*choices(outcomes, st.just(each)).values()),
            min_size=1,
            max_size=3,
            unique_by=lambda question: question.name,
        )
    )
    return made(Bank, id=slugs, title=titles, questions=asked.map(tuple))


colours = st.text("0123456789abcdef", min_size=6, max_size=6).map("#{}".format)


@st.composite
def _themes(draw: st.DrawFn) -> Theme:
    logo = draw(st.none() | st.sampled_from(["media/logo.svg", "media/our-logo.PNG"]))
    own = st.none() | colours
    return Theme(logo=logo, logo_alt=draw(lines) if logo else "", accent=draw(own), accent_dark=draw(own))


themes = st.just(Theme()) | _themes()
completions = made(
    Completion,
    pages=st.sampled_from(["all", "none"]),
    questions=st.sampled_from([None, "all", "none"]),
    score=st.sampled_from(["any", "passed"]),
    pass_mark=st.none() | st.integers(1, 100),
    attempts=st.none() | st.integers(1, 99),
    unscored=st.sampled_from(["completed", "passed"]),
)


@st.composite
def score_bands(draw: st.DrawFn) -> tuple[Band, ...]:
    """Bands from 0% up, or none."""
    above = draw(st.none() | st.sets(st.integers(1, 100), max_size=2))
    return (
        () if above is None else tuple(Band(least=least, text=draw(lines)) for least in [0, *sorted(above)])
    )


def _blocks_of_parts() -> dict[str, st.SearchStrategy[Block]]:
    """Blocks whose body is sections, a list, a table, or a passage with a source."""
    sections = st.lists(made(Section, heading=titles, body=passages), min_size=2, max_size=3).map(tuple)
    terms = st.lists(made(Term, term=lines, meaning=lines), min_size=1, max_size=3).map(tuple)
    facts = made(Fact, figure=lines, meaning=lines, source=optional_lines)
    of = {name: made(kind, sections=sections) for name, kind in kinds().items() if issubclass(kind, Sections)}
    return of | {
        "table": st.integers(1, 3).flatmap(_tables),
        "key-facts": made(kinds()["key-facts"], facts=st.lists(facts, min_size=1, max_size=3).map(tuple)),
        "glossary": made(kinds()["glossary"], terms=terms),
        "quotation": made(
            kinds()["quotation"],
            origin=st.sampled_from(["composite", "published"]),
            who=lines,
            source=optional_lines,
            body=passages,
        ),
        "summary": made(kinds()["summary"], body=passages),
        "quick-exit": made(kinds()["quick-exit"], body=passages),
    }


def _tables(columns: int) -> st.SearchStrategy[Block]:
    def row(cells: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(cells, min_size=columns, max_size=columns).map(tuple)

    return made(
        kinds()["table"],
        caption=lines,
        row_headers=st.booleans(),
        header=row(optional_lines),
        sides=row(st.sampled_from(["start", "center", "end"])),
        rows=st.lists(row(optional_lines), min_size=1, max_size=3).map(tuple),
    )


def _draws(drawable: list[str]) -> st.SearchStrategy[Block]:
    return made(Draw, bank=st.sampled_from(drawable or ["none"]), questions=st.integers(1, 2))


def blocks(outcomes: list[str], drawable: list[str]) -> st.SearchStrategy[Block]:
    """Blocks of every kind. Draws use the banks of these names."""
    from tests.content.asking import asking  # made of the strategies above
    from tests.content.marking import marking
    from tests.content.showing import showing

    of: dict[str, st.SearchStrategy[Block]] = {
        "text": made(kinds()["text"], body=passages),
        "callout": made(kinds()["callout"], heading=optional_lines, body=passages),
        "reveal": made(kinds()["reveal"], button=lines, body=passages),
        "perspective": made(
            kinds()["perspective"],
            voice=st.sampled_from(["young-person", "parent-or-carer", "professional"]),
            who=optional_lines,
            body=passages,
        ),
        "reflection": made(kinds()["reflection"], name=slugs, body=passages),
        "content-warning": made(kinds()["content-warning"], body=passages),
        "support": made(kinds()["support"], body=passages),
        "waive": made(
            kinds()["waive"],
            rules=st.lists(st.sampled_from(["W15", "E07", "W99", "E40a"]), min_size=1, max_size=3).map(
                " ".join
            ),
            reason=passages,
        ),
        "local-pathway": made(
            LocalPathway,
            when=passages,
            contacts=st.lists(made(Contact, label=lines, value=optional_lines), min_size=1, max_size=3).map(
                tuple
            ),
        ),
        "briefing": made(
            Briefing,
            heading=optional_lines,
            parts=st.lists(made(BriefingPart, heading=titles, body=passages), min_size=7, max_size=7).map(
                tuple
            ),
            discussion=titles,
            questions=st.lists(lines, min_size=1, max_size=3).map(tuple),
        ),
    }
    of.update(_blocks_of_parts())
    of.update(asking(outcomes))
    of.update(marking(outcomes))
    of.update(showing())
    of |= choices(outcomes)
    of["draw"] = _draws(drawable)
    assert set(of) == set(kinds()), "give this strategy the new kind too"
    return st.one_of(*of.values())


def _fitting(found: list[Block], taken: set[str], left: dict[str, int]) -> tuple[Block, ...]:
    """Removes names that are taken, and draws that have no question left."""
    kept = []
    for block in found:
        if isinstance(block, Draw):
            if left.get(block.bank, 0) < block.questions:
                continue
            left[block.bank] -= block.questions
        name = getattr(block, "name", None)
        if name is None or name not in taken:
            taken.add(name or "")
            kept.append(block)
    return tuple(kept)


versions = st.tuples(*[st.integers(0, 9999)] * 3).map(lambda parts: ".".join(map(str, parts)))
references = st.lists(st.builds(lambda a, b: f"{a}#{b}", slugs, slugs), max_size=3).map(tuple)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Whole courses."""
    outcomes = draw(st.lists(slugs, max_size=2, unique=True))
    taken: set[str] = set()
    held = draw(st.lists(banks(outcomes), max_size=2, unique_by=lambda bank: bank.id))
    held = [bank for bank in held if len(_fitting(list(bank.questions), taken, {})) == len(bank.questions)]
    left = {bank.id: len(bank.questions) for bank in held}
    block_lists = st.lists(blocks(outcomes, list(left)), max_size=3)
    draw_lists = st.lists(_draws(list(left)), max_size=1)
    page_ids = iter(draw(st.lists(slugs, min_size=6, max_size=6, unique=True)))
    modules = []
    for module_id in draw(st.lists(slugs, min_size=1, max_size=2, unique=True)):
        pages = tuple(
            Page(
                id=next(page_ids),
                title=draw(titles),
                blocks=_fitting(draw(block_lists) + draw(draw_lists), taken, left),
            )
            for _ in range(draw(st.integers(1, 2)))
        )
        modules.append(Module(id=module_id, title=draw(titles), pages=pages))
    return Course(
        slug=draw(slugs),
        title=draw(lines),
        version=draw(versions),
        language=draw(st.sampled_from(["en-GB", "cy", "pl", "zh-Hant", "ca-valencia"])),
        duration_minutes=draw(st.integers(1, 600)),
        summary=draw(st.just("") | accepted(raw_texts, Paragraph)),
        audience=tuple(draw(st.lists(slugs, min_size=1, max_size=3))),
        outcomes=tuple(
            Outcome(
                id=outcome,
                text=draw(lines),
                tier=draw(st.sampled_from([None, "individual", "local", "strategic"])),
                learned_from=draw(references),
            )
            for outcome in outcomes
        ),
        learned_from=draw(references),
        completion=draw(completions),
        bands=draw(score_bands()),
        renew_after_months=draw(st.none() | st.integers(1, 240)),
        review_by=draw(st.none() | days),
        invented_people=tuple(draw(st.lists(invented_names, max_size=3, unique=True))),
        authors=tuple(draw(st.lists(lines, max_size=2))),
        approved_by=draw(optional_lines),
        changes=tuple(
            Change(version=version, text=draw(lines))
            for version in draw(st.lists(versions, max_size=2, unique=True))
        ),
        theme=draw(themes),
        introduction=_fitting(draw(block_lists), taken, {}),
        modules=tuple(modules),
        banks=tuple(held),
    )


invented_names = st.sampled_from(
    ["Amira", "Mr Cole", "No", "Éva O’Neill", "J. Null", "On", "Auntie Bo-Li van der True"]
)
audiences = st.sampled_from(["public", "restricted"])
review_themes = st.sampled_from(["neglect", "whole_family"])
perspectives = st.sampled_from(["child or young person", "parents and carers", "professionals"])
phases = st.sampled_from(["before", "during", "after"])
documents = made(
    Document,
    type=st.sampled_from(["briefing", "good-practice briefing"]),
    title=optional_lines,
    publisher=optional_lines,
    subject=optional_lines,
    published=st.none() | st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    withdrawn=st.none() | st.dates(date(2020, 1, 2), date(2100, 1, 1)),
    address=st.sampled_from([None, "https://example.org", "https://example.org:8080/a,b?c={d}#e'\"f"]),
    file=st.sampled_from([None, "report-2026.pdf", "1.0_B.ODT", "2026.docx"]),
    audience=audiences,
)
links = made(
    Link,
    relation=st.sampled_from(get_args(Relation)),
    review=slugs.map(lambda slug: f"{slug}-another-review-altogether"),
)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Whole reviews."""
    ids = draw(st.lists(slugs, max_size=5, unique=True))
    found, recommended = ids[: len(ids) // 2], ids[len(ids) // 2 :]
    tiers = st.sampled_from(["individual", "local", "strategic"])
    owners = st.lists(lines.filter(lambda line: "," not in line), max_size=2).map(tuple)
    return Review(
        slug=draw(slugs),
        title=draw(titles),
        board=draw(lines),
        label=draw(lines),
        type=draw(st.sampled_from(["serious case review", "rapid review", "case review"])),
        year=draw(st.none() | st.integers(1990, 2100)),
        origin=draw(st.sampled_from(["real", "fictional"])),
        covers=draw(st.none() | st.tuples(st.integers(1990, 2010), st.integers(2011, 2100))),
        status=draw(st.sampled_from(["confirmed", "draft"])),
        audience=draw(audiences),
        method=draw(optional_lines),
        documents=tuple(draw(st.lists(documents, max_size=2))),
        themes=tuple(draw(st.lists(review_themes, max_size=2))),
        perspectives=tuple(draw(st.lists(perspectives, max_size=2))),
        phases=tuple(draw(st.lists(phases, max_size=2))),
        phases_of=draw(optional_lines),
        links=tuple(draw(st.lists(links, max_size=2))),
        local_connections=tuple(
            draw(st.lists(made(LocalConnection, board=optional_lines, how=lines), max_size=2))
        ),
        listed_by=tuple(draw(st.lists(lines, max_size=2))),
        waivers=tuple(
            draw(
                st.lists(
                    made(Stands, rule=st.sampled_from(["E03", "E07", "W15"]), reason=lines),
                    max_size=2,
                    unique_by=lambda each: each.rule,
                )
            )
        ),
        what_happened=draw(passages),
        what_went_well=draw(passages),
        what_must_change=draw(passages),
        findings=tuple(
            draw(
                made(
                    Finding,
                    id=st.just(name),
                    nature=st.sampled_from(["strength", "improvement"]),
                    tier=tiers,
                    perspective=st.none() | perspectives,
                    phase=st.none() | phases,
                    barrier=st.sampled_from([None, "organisational", "procedural"]),
                    themes=st.lists(review_themes, max_size=2).map(tuple),
                    body=passages,
                )
            )
            for name in found
        ),
        recommendations=tuple(
            draw(
                made(
                    Recommendation,
                    id=st.just(name),
                    finding=st.sampled_from([None, *found]),
                    tier=tiers,
                    owner=owners,
                    due=st.none() | days,
                    body=passages,
                )
            )
            for name in recommended
        ),
    )
