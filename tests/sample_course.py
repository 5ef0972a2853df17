"""A small whole course for tests: two modules, four pages, every kind, five questions, two outcomes, a picture.

It is invented, like everything in it.
"""

from pathlib import Path

from elearn.content.course.courses import LoadedCourse, load_course, read_course, write_course
from elearn.content.course.model import Course

SLUG = "a-small-mark"
RIGHT = {
    "first-words": ["b"],
    "record": ["a", "b"],
    "photograph": ["true"],
    "when-to-refer": ["b"],
    "disagree": ["b"],
}
WRONG = {
    "first-words": ["a"],
    "record": ["c", "d"],
    "photograph": ["false"],
    "when-to-refer": ["a"],
    "disagree": ["a"],
}
"""The options to choose so as to be right, or wrong, in every question."""

COURSE = """\
---
title: A small mark
version: 1.0.0
language: en-GB
duration: 10 minutes
summary: What to do when a baby who cannot yet move has a mark. A short course with an invented family.
audience: [all-staff]
outcomes:
  notice: Notice a mark, and say why it matters
  act: Act on it the same day
learned_from: [wrenshire-alder#r1]
completion: {pages: all, pass_mark: 80%, attempts: 3}
renew_after: 2 years
review_by: 2027-11-01
---

A short course about **one visit**. The family in it is invented.

:::{content-warning}
This course speaks of an injury to a baby, in general terms. You may skip a page; your result is not affected.
:::
"""

FIRST = """\
# Noticing

## The visit {#the-visit}

A health visitor sees a mark on a baby's arm.

- It is small.
- Nobody speaks of it.

:::{image} media/rings.svg
:alt: Three rings, one inside the other

Learning on three tiers.
:::

:::{callout} Remember
Those who don't cruise rarely bruise.
:::

:::{question} choose-one
:name: first-words
:outcome: notice

What does she say first?

- [ ] Nothing: it is small, and the family are friendly
  > A small mark may come with an injury that cannot be seen.
- [x] “I see a mark here. How did it come about?”
  > Yes: an open question, asked kindly.
- [ ] “Who did this? You had better tell me.”
  > That closes the conversation.

She asks, and writes down the answer as it was said.
:::

## What to write down {#what-to-write-down}

:::{reveal} What might she write?
Where the mark is, how large, its colour, and the words she heard.
:::

:::{question} choose-many
:name: record
:outcome: notice
:points: 2
:shuffle: no

What belongs in the record?

- [x] Where on the body it is
  > Yes.
- [x] The words of the parent
  > Yes, as they were said.
- [ ] Her guess at the cause
  > Record what was seen and heard.
- [ ] A judgement of the parent
  > Record what was seen and heard.
:::

:::{question} true-or-false
:name: photograph
:outcome: notice

A description in words is enough to begin with.

- [x] True
  > Yes: a body map and words come first.
- [ ] False
  > A picture can follow, if your policy says so.
:::
"""

SECOND = """\
# Acting

## Who to tell {#who-to-tell}

:::{perspective} parent-or-carer
:who: A grandmother, in a composite account written for this course

Nobody told me why they asked. When somebody did, I could help.
:::

:::{question} choose-one
:name: when-to-refer
:outcome: act

When does she make the referral?

- [ ] At the next visit
  > That may be weeks away.
- [x] Today
  > Yes: without delay, and she tells the family where that is safe.
- [ ] When a colleague agrees
  > Ask a colleague, and do not wait for one.
:::

:::{local-pathway}
When a baby who does not move independently has a mark, call the same day.

- Who to call, in hours: Wrenshire first response, through the council's switchboard
- Who to call, out of hours:
:::

## Before you go {#before-you-go}

:::{question} choose-one
:name: disagree
:outcome: act
:points: 2

The duty worker says that it can wait. She disagrees. What does she do?

- [ ] Leave it: they know best
  > Respectful challenge protects children.
- [x] Escalates it to her safeguarding lead today
  > Yes, and writes down that she did.
- [ ] Writes to the family's doctor
  > That alone takes too long.
:::

:::{reflection}
:name: my-first-step

What will you do differently at your next visit?
:::

:::{support}
Talk to your supervisor. Samaritans: 116 123, day and night. Helpline for a worry about any child: 0808 800 5000.
:::
"""

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 80" width="120" height="80">
<g fill="none" stroke="#0f5560" stroke-width="2"><circle cx="60" cy="40" r="12"/><circle cx="60" cy="40" r="24"/>
<circle cx="60" cy="40" r="36"/></g></svg>
"""

FILES = {"course.md": COURSE, "01-noticing.md": FIRST, "02-acting.md": SECOND}


def sample_course() -> Course:
    """The course as a model."""
    course, problems = read_course(SLUG, FILES)
    assert course, "\n".join(map(str, problems))
    return course


def write_sample(folder: Path, course: Course | None = None) -> Path:
    """Write the course (or a changed copy of it) and its picture as a folder below `folder`; gives that folder."""
    course = course or sample_course()
    root = folder / course.slug
    (root / "media").mkdir(parents=True, exist_ok=True)
    for name, text in write_course(course).items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "media" / "rings.svg").write_text(PICTURE, encoding="utf-8")
    return root


def load_sample(folder: Path) -> LoadedCourse:
    """The course, written below `folder` and loaded from there."""
    return load_course(write_sample(folder))
