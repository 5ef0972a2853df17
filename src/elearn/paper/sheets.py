"""Sheets to hand out: a few pages of prose as one HTML file to print, and as PDF with the same words."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from elearn.content.review import Finding, Recommendation, Review, load_vocabulary
from elearn.days import in_words
from elearn.library import TIERS, Chapter
from elearn.look import css_variables, palette
from elearn.paper.drawing import draw
from elearn.paper.html import Paper
from elearn.paper.pdf import paper_files
from elearn.paper.text import literal
from elearn.phrases import phrase
from elearn.player import environment, sayer
from elearn.problems import NotFound

_LANGUAGE = "en-GB"


def sheet(title: str, kicker: str, body: Markup, about: str) -> dict[str, bytes]:
    """A sheet as `{"html": …, "pdf": …}`: one self-contained page, and PDF/UA-1.

    `kicker`, above the title, says what kind of paper it is. `about`, at the end, says where it comes from.
    The same words give the same bytes.
    """
    return {"html": _html(title, kicker, body, about), "pdf": _pdf(title, kicker, body, about)}


def good_practice(review: Review) -> dict[str, bytes]:
    """A review's good-practice briefing: its strengths, by tier. Raises NotFound if it has none."""
    strengths = [finding for finding in review.findings if finding.nature == "strength"]
    if not strengths:
        raise NotFound(
            phrase("%(title)s holds no strength, so there is no good practice to print.", title=review.title)
        )
    return _review_sheet(
        review,
        "Good-practice briefing",
        phrase("What went well, so that others can do it too."),
        [(each.tier, each.body, _strength_note(each)) for each in strengths],
        (
            phrase("Where do we do this already, and who would notice if we stopped?"),
            phrase("What made it possible, and what would make it likely next time?"),
            phrase("What is one thing from this page that we could try in the next month?"),
        ),
    )


def top_tips(review: Review) -> dict[str, bytes]:
    """A review's top-tips briefing: its recommendations, by tier. Raises NotFound if it has none."""
    if not review.recommendations:
        raise NotFound(
            phrase("%(title)s holds no recommendation, so there are no tips to print.", title=review.title)
        )
    return _review_sheet(
        review,
        "Top-tips briefing",
        phrase("What the review asks us to do."),
        [(each.tier, each.body, _tip_note(each)) for each in review.recommendations],
        (
            phrase("Which of these is ours to do, and what would a child or family notice?"),
            phrase("What could get in the way, and who could help?"),
            phrase("Who leads it here, and when do we look again?"),
        ),
    )


def themes_report(chapters: list[Chapter], about: str, by: str = "Theme") -> dict[str, bytes]:
    """The themes report, or with `by="Tier"` the report by tier: strengths and changes, as HTML and PDF.

    `about` says which reviews it draws on, and as at which day.
    """
    lead = phrase(
        "Strengths and what must change, as reviews found them. A finding that speaks to "
        "several stands under each."
    )
    body = _render("themes.html", lead=lead, by=by, chapters=chapters)
    return sheet(f"Learning from reviews, by {by.lower()}", f"{by}s report", body, about)


def _review_sheet(
    review: Review,
    kicker: str,
    lead: str,
    said: list[tuple[str, str, str]],
    questions: tuple[str, ...],
) -> dict[str, bytes]:
    tiers = []
    for tier in TIERS:
        items = [{"body": body, "note": note} for of, body, note in said if of == tier]
        if items:
            tiers.append((tier.capitalize(), load_vocabulary().tiers[tier], items))
    body = _render("review-briefing.html", lead=lead, tiers=tiers, questions=questions)
    year = f", {review.year}" if review.year else ""
    fiction = phrase(" The review is fictional.") if review.origin == "fictional" else ""
    return sheet(review.title, kicker, body, f"From {review.label}, {review.board}{year}.{fiction}")


def _strength_note(finding: Finding) -> str:
    return f"Seen by {finding.perspective}" if finding.perspective else ""


def _tip_note(each: Recommendation) -> str:
    owners = f"For {', '.join(each.owner)}" if each.owner else ""
    due = f"due {in_words(each.due)}" if each.due else ""
    return ", ".join(filter(None, (owners, due)))


@cache
def _environment() -> Environment:
    made = environment().overlay()
    made.filters["day"] = in_words
    return made


def _render(template: str, **values: object) -> Markup:
    source = files("elearn.paper").joinpath(template).read_text(encoding="utf-8")
    return Markup(_environment().from_string(source).render(**values))


def _html(title: str, kicker: str, body: Markup, about: str) -> bytes:
    variables = css_variables()
    return _render(
        "sheet.html",
        title=title,
        kicker=kicker,
        body=body,
        about=about,
        variables=Markup(variables),
        light=Markup(variables.partition("{")[2].partition("}")[0]),
    ).encode()


def _pdf(title: str, kicker: str, body: Markup, about: str) -> bytes:
    paper = Paper(sayer(_LANGUAGE))
    parts = [
        '#import "paper.typ": *\n#show: paper',
        f"#second[#{literal(kicker)}]",
        paper.heading(1, f"#{literal(title)};"),
        paper.convert(body, 2),
        f"#second[#{literal(about)}]",
    ]
    known = paper_files(f"{title}: {kicker}", _LANGUAGE, palette("light"))
    return draw({"main.typ": "\n".join(parts).encode(), **known}, title)
