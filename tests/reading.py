"""Courses with everything that a trainer is told of their structure: what reading finds, and what the checks find."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from elearn.checks import check_structure
from elearn.content.course import Course, LoadedCourse, load_course
from elearn.content.course.reader import read_files
from elearn.problems import Problem
from elearn.translations import said, speaking


def read_course(slug: str, files: Mapping[str, str]) -> tuple[Course | None, list[Problem]]:
    """The course that files (by name) say, or None, and every problem of its structure."""
    reading = read_files(slug, files, slug)
    loaded = LoadedCourse(reading.course, Path(slug), reading.problems, reading.source)
    return reading.course, check_structure(loaded)


def problems_in(folder: Path) -> list[Problem]:
    """Every problem of the structure of a course's folder."""
    return check_structure(load_course(folder))


def only_in_english(problems: Iterable[Problem]) -> list[str]:
    """What a Welsh reader would be told in English."""
    texts = [text for problem in problems for text in (problem.message, problem.remedy)]
    with speaking("cy"):
        return [text for text in texts if said(text) == text]
