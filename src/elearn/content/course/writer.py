"""Writes a course as files, in the one canonical form."""

from collections.abc import Iterable

from elearn.content.course.bank import Bank
from elearn.content.course.banks import bank_file
from elearn.content.course.metadata import metadata_of
from elearn.content.course.model import Course, Module
from elearn.content.kinds import Block
from elearn.content.kinds.text import Text
from elearn.content.text import write_front_matter


def write_course(course: Course) -> dict[str, str]:
    """The files of a course by name. `read_course` of them gives an equal course."""
    files = {"course.md": "\n".join([write_front_matter(metadata_of(course)), *_blocks(course.introduction)])}
    for number, module in enumerate(course.modules, 1):
        files[f"{number:02d}-{module.id}.md"] = _module(module)
    for bank in course.banks:
        files[bank_file(bank.id)] = _bank(bank)
    return files


def write_block(block: Block) -> str:
    """One block as text, without a line end."""
    return block.body if isinstance(block, Text) else block.write().text()


def _module(module: Module) -> str:
    parts = [f"# {module.title}\n"]
    for page in module.pages:
        parts += [f"## {page.title} {{#{page.id}}}\n", *_blocks(page.blocks)]
    return "\n".join(parts)


def _bank(bank: Bank) -> str:
    return "\n".join([f"# {bank.title}\n", *_blocks(bank.questions)])


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [f"{write_block(block)}\n" for block in blocks]
