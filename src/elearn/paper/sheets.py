"""Sheets to hand out: a few pages of prose as one HTML file to print, and as PDF with the same words.

What we say on them is in the current language. What reviews say is in English, and marked as such.
"""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from elearn.content.review import Finding, Recommendation, Review, load_vocabulary
from elearn.library import TIERS, Chapter, ReportSources
from elearn.look import css_variables, palette
from elearn.paper.drawing import draw
from elearn.paper.html import Paper
from elearn.paper.pdf import paper_files
from elearn.paper.text import in_language, literal
from elearn.phrases import phrase
from elearn.player import environment, sayer
from elearn.problems import NotFound
from elearn.translations import day, page_language
from elearn.translations import gettext as _

OF_REVIEWS: Final = "en-GB"
"""The language that reviews are written in."""


def sheet(
    title: str, kicker: str, body: Markup, about: str, titled_in: str = "", mark: str = ""
) -> dict[str, bytes]:
    """A sheet as `{"html": …, "pdf": …}`: one self-contained page, and PDF/UA-1.

    `kicker`, above the title, says what kind of paper it is. `about`, at the end, says where it comes from.
    `titled_in` is the language of the title, if it is not the current one. `mark` stands at the head of each page.
    The same words give the same bytes.
    """
    titled_in = titled_in or page_language()
    return {
        "html": _html(title, kicker, body, about, titled_in, mark),
        "pdf": _pdf(title, kicker, body, about, titled_in, mark),
    }


def good_practice(review: Review, mark: str = "") -> dict[str, bytes]:
    """A review's good-practice briefing: its strengths, by tier. Raises NotFound if it has none.

    `mark` says that the review is closed to the public (`library.closed_mark`).
    """
    strengths = [finding for finding in review.findings if finding.nature == "strength"]
    if not strengths:
        raise NotFound(
            phrase("%(title)s holds no strength, so there is no good practice to print.", title=review.title)
        )
    return _review_sheet(
        review,
        _("Good-practice briefing"),
        _("What went well, so that others can do it too."),
        [(each.tier, each.body, _strength_note(each)) for each in strengths],
        (
            _("Where do we do this already, and who would notice if we stopped?"),
            _("What made it possible, and what would make it likely next time?"),
            _("What is one thing from this page that we could try in the next month?"),
        ),
        mark,
    )


def top_tips(review: Review, mark: str = "") -> dict[str, bytes]:
    """A review's top-tips briefing: its recommendations, by tier. Raises NotFound if it has none.

    `mark` says that the review is closed to the public (`library.closed_mark`).
    """
    if not review.recommendations:
        raise NotFound(
            phrase("%(title)s holds no recommendation, so there are no tips to print.", title=review.title)
        )
    return _review_sheet(
        review,
        _("Top-tips briefing"),
        _("What the review asks us to do."),
        [(each.tier, each.body, _tip_note(each)) for each in review.recommendations],
        (
            _("Which of these is ours to do, and what would a child or family notice?"),
            _("What could get in the way, and who could help?"),
            _("Who leads it here, and when do we look again?"),
        ),
        mark,
    )


def themes_report(
    chapters: list[Chapter],
    sources: ReportSources,
    by: str = "Theme",
    *,
    none_seen: str = "",
    workshops: Sequence[Mapping[str, object]] = (),
) -> dict[str, bytes]:
    """The themes report, or with `by="Tier"` the report by tier, as HTML and PDF.

    It holds good practice, what must change, what has changed since, and the reviews of `sources`, with what was left
    out. `none_seen` is what a chapter says if no change is recorded for it; without it, nothing is said of changes.
    `workshops` are parts with what the subgroup said of lessons of workshops: `tier`, `waiting` (how many have no
    outcome, in words) and `rows`, each with `lesson`, `source`, `state`, `applies`, `why`, `follows` and `mark`.
    """
    if by == "Tier":
        title, kicker, head = _("Learning from reviews, by tier"), _("Tiers report"), _("Tier")
    else:
        title, kicker, head = _("Learning from reviews, by theme"), _("Themes report"), _("Theme")
    lead = _("Strengths and what must change, as reviews found them.")
    if by != "Tier":
        lead = f"{lead} {_('A finding about several themes counts under each of them.')}"
    body = _render(
        "themes.html",
        lead=lead,
        by=head,
        chapters=chapters,
        sources=sources,
        none_seen=none_seen,
        workshops=workshops,
    )
    return sheet(title, kicker, body, " ".join(sources.words), mark=sources.mark)


def _review_sheet(
    review: Review,
    kicker: str,
    lead: str,
    said: list[tuple[str, str, str]],
    questions: tuple[str, ...],
    mark: str,
) -> dict[str, bytes]:
    tiers = []
    for tier in TIERS:
        items = [{"body": body, "note": note} for of, body, note in said if of == tier]
        if items:
            tiers.append((_(tier.capitalize()), _(load_vocabulary().tiers[tier]), items))
    body = _render("review-briefing.html", lead=lead, tiers=tiers, questions=questions)
    source = ", ".join(filter(None, (review.label, review.board, str(review.year or ""))))
    about = [_("From %(source)s.", source=source)]
    if review.origin == "fictional":
        about.append(_("The review is fictional."))
    return sheet(review.title, kicker, body, " ".join(about), OF_REVIEWS, mark)


def _strength_note(finding: Finding) -> str:
    if not finding.perspective:
        return ""
    seen_by = _(finding.perspective.capitalize())
    return _("Seen by %(perspective)s", perspective=seen_by[:1].lower() + seen_by[1:])


def _tip_note(each: Recommendation) -> str:
    owners = _("For %(owners)s", owners=", ".join(each.owner)) if each.owner else ""
    due = _("due %(day)s", day=day(each.due)) if each.due else ""
    return ", ".join(filter(None, (owners, due)))


def _render(template: str, **values: object) -> Markup:
    source = files("elearn.paper").joinpath(template).read_text(encoding="utf-8")
    known = {"_": _, "day": day, "language": page_language(), "of_reviews": OF_REVIEWS}
    return Markup(environment().from_string(source).render(**known, **values))


def _html(title: str, kicker: str, body: Markup, about: str, titled_in: str, mark: str) -> bytes:
    variables = css_variables()
    return _render(
        "sheet.html",
        title=title,
        titled_in=titled_in,
        kicker=kicker,
        body=body,
        about=about,
        mark=mark,
        on_pages=Markup(_quoted(mark)),
        variables=Markup(variables),
        light=Markup(variables.partition("{")[2].partition("}")[0]),
    ).encode()


def _quoted(text: str) -> str:
    """A text as a string in a style sheet. No character of it ends the string or the style."""
    return '"' + re.sub(r"[^\w .,:;()–-]", lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _pdf(title: str, kicker: str, body: Markup, about: str, titled_in: str, mark: str) -> bytes:
    language = page_language()
    paper = Paper(sayer(language))
    parts = [
        '#import "paper.typ": *\n#show: paper',
        f"#second[#{literal(kicker)}]",
        paper.heading(1, f"{in_language(titled_in)}[#{literal(title)}];"),
        paper.convert(body, 2),
        f"#second[#{literal(about)}]",
    ]
    known = paper_files(f"{title}: {kicker}", language, palette("light"), mark=mark)
    return draw({"main.typ": "\n".join(parts).encode(), **known}, title)
