"""An agency's own contacts in the local pathways of courses: what courses ask for, and a course with them filled in.

An agency fills in each contact once, for all courses. A contact is the same in two courses if its label has the same
words (`contact_key`). What an agency gives stands in place of what the course says there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from elearn.content.course.courses import LoadedCourse
from elearn.content.course.model import Course
from elearn.content.kinds import Block, contact_key
from elearn.patterns import late

_MARKS = late(r"([\\`*_\[\]<>&~!|])")


@dataclass(frozen=True)
class ContactAsked:
    """A contact that courses ask for. `said` is what each course says there itself ("" if nothing), by its title."""

    key: str
    label: str
    said: Mapping[str, str]


def contacts_asked(courses: Iterable[Course]) -> list[ContactAsked]:
    """Every contact that some courses ask for, once each: those first that most courses have, then by label."""
    labels, said = dict[str, str](), dict[str, dict[str, str]]()
    for course in courses:
        for label, value in (pair for block in course.blocks() for pair in block.local_contacts().items()):
            key = contact_key(label)
            labels.setdefault(key, label)
            titles = said.setdefault(key, {})
            titles[course.title] = titles.get(course.title) or value
    found = [ContactAsked(key, label, said[key]) for key, label in labels.items()]
    return sorted(found, key=lambda each: (-len(each.said), each.label.casefold()))


def localised(loaded: LoadedCourse, contacts: Mapping[str, str]) -> LoadedCourse:
    """The course with an agency's contacts (plain text, by `contact_key`) in place of its own.

    Everything else is the same: its id, its version and its problems. Without contacts it is the course itself.
    """
    if loaded.course is None or not contacts:
        return loaded
    written = {key: as_written(text) for key, text in contacts.items()}

    def own(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(block.with_contacts(written) for block in blocks)

    course = loaded.course
    modules = tuple(
        module.model_copy(
            update={
                "pages": tuple(page.model_copy(update={"blocks": own(page.blocks)}) for page in module.pages)
            }
        )
        for module in course.modules
    )
    changed = {"introduction": own(course.introduction), "modules": modules}
    return replace(loaded, course=course.model_copy(update=changed))


def as_written(text: str) -> str:
    """Plain text as Markdown of one line that shows it as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
