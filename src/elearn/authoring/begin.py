"""Starts a new course: a folder with front matter, a first module and the blocks that every course needs."""

from difflib import get_close_matches
from pathlib import Path

from elearn.content import OF_A_NEW_COURSE
from elearn.content.course import read_course, write_course
from elearn.content.kinds import Purpose, kinds_for
from elearn.content.review import Recommendation, load_reviews
from elearn.content.text import is_id
from elearn.files import write_whole
from elearn.problems import ElearnError, InputFault, NotFound

_COURSE = """\
---
title: {title}
version: 0.1.0
language: en-GB
duration: 15 minutes
summary: {summary}
audience: [all-staff]
outcomes:
{outcomes}
learned_from: [{learned_from}]
completion: {{pages: all, pass_mark: 80%, attempts: 3}}
renew_after: 3 years
---

{introduction}

{warning}
"""
_MODULE = """\
# {module}

## {page} {{#a-first-page}}

{scenario}

{questions}
## Where to turn {{#where-to-turn}}

{contacts}
"""


def begin_course(slug: str, courses: Path, reviews: Path, review: str | None) -> list[Path]:
    """Writes the files of a new course `slug` below `courses`. Returns their paths, `course.md` first.

    `review` is a review's slug, or one of its recommendations (`slug#r1`). Each recommendation becomes an
    outcome and a question for the author to word.

    Raises ElearnError if the course exists or the slug is not allowed, NotFound if there is no such review or
    recommendation, and InputFault if the new files are not a valid course.
    """
    if not is_id(slug):
        raise ElearnError(
            f"“{slug}” cannot be a course's name. Use at most 64 small letters, digits and hyphens: when-to-refer."
        )
    folder = courses / slug
    if folder.exists():
        raise ElearnError(f"{folder} is there already. Choose another name, or write on in it.")
    answered = _recommendations(review, reviews) if review else []
    outcomes = {f"answer-{ref.partition('#')[2]}": each.body for ref, each in answered} or {
        "first-decision": OF_A_NEW_COURSE["outcome"]
    }
    course_text = _COURSE.format(
        **OF_A_NEW_COURSE,
        title=slug.replace("-", " ").capitalize(),
        outcomes="\n".join(f"  {name}: {_quoted(text)}" for name, text in outcomes.items()),
        learned_from=", ".join(ref for ref, _ in answered),
        warning=_starters("warning"),
    )
    question = _starters("decision")
    questions = (question.format(number=n, outcome=name) + "\n" for n, name in enumerate(outcomes, 1))
    module_text = _MODULE.format(
        **OF_A_NEW_COURSE,
        questions="\n".join(questions),
        contacts=_starters("contacts"),
    )
    texts = {"course.md": course_text, "01-a-first-module.md": module_text}
    course, problems = read_course(slug, texts)
    if course is None:
        raise InputFault(problems)
    written = []
    for name, text in write_course(course).items():
        write_whole(folder / name, text.encode())
        written.append(folder / name)
    return sorted(written, key=lambda path: (path.name != "course.md", path.name))


def _starters(purpose: Purpose) -> str:
    """What a new course starts with for a purpose, of every kind that serves it; "" if no kind does."""
    return "\n\n".join(kind.starter for kind in kinds_for(purpose) if kind.starter)


def _recommendations(reference: str, reviews: Path) -> list[tuple[str, Recommendation]]:
    """The recommendations that a reference names, each with its full reference (`review-slug#id`)."""
    slug, _, wanted = reference.partition("#")
    known = {loaded.path.stem: loaded.review for loaded in load_reviews(reviews) if loaded.review}
    review = known.get(slug)
    if review is None:
        near = get_close_matches(slug, known, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Look in {reviews} for their names."
        raise NotFound(f"There is no review “{slug}”. {hint}")
    found = [each for each in review.recommendations if wanted in ("", each.id)]
    if not review.recommendations:
        raise NotFound(
            f"The review {slug} has no recommendations to learn from. Name another, or begin without one."
        )
    if not found:
        there = ", ".join(each.id for each in review.recommendations)
        raise NotFound(f"The review {slug} has no recommendation “{wanted}”. It has: {there}.")
    return [(f"{slug}#{each.id}", each) for each in found]


def _quoted(text: str) -> str:
    """One line of text as a YAML string."""
    line = " ".join(text.split())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
