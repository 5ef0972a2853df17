"""Builds many courses at once, one process a core.

Nothing is put in its place until all courses are sound.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from elearn.content.course import LoadedCourse, localised
from elearn.files import folder_for
from elearn.packaging import BuiltPackage, Format, Staged, Structure, discard, settle, stage
from elearn.problems import InputFault, Problem

_FEWEST_PER_PROCESS = 4
"""Below this many courses a process, starting a new process takes longer than building them."""


class Discardable(Protocol):
    """A result that waits next to its final place and can be removed."""

    def discard(self) -> None:
        """Removes it, unless it is in its final place."""


Made = TypeVar("Made", bound=Discardable)


@dataclass(frozen=True)
class Job(Generic[Made]):
    """What to do with each course, in this process or another. All fields can be pickled.

    `publish` makes what the runtime needs from a sound course. Its result is staged, as the packages are. The packages
    have the `contacts` of the `agency`, if one is named. What is published has not, because every agency takes it.
    """

    load: Callable[[Path], LoadedCourse]
    formats: tuple[Format, ...]
    out: Path
    structure: Structure
    publish: Callable[[LoadedCourse], Made]
    agency: str = ""
    contacts: Mapping[str, str] = field(default_factory=dict)

    def run(self, folder: Path) -> "_Outcome[Made]":
        """The course's staged packages and what `publish` made, or the course's problems."""
        staged: list[Staged] = []
        try:
            loaded = self.load(folder)
            own = localised(loaded, self.contacts)
            staged = stage(own, self.formats, self.out, self.structure, self.agency)
            return _Outcome(staged, self.publish(loaded), ())
        except InputFault as fault:
            discard(staged)
            return _Outcome([], None, tuple(fault.problems))
        except BaseException:
            discard(staged)
            raise


@dataclass(frozen=True)
class _Outcome(Generic[Made]):
    staged: list[Staged]
    published: Made | None
    problems: tuple[Problem, ...]

    def discard(self) -> None:
        discard(self.staged)
        if self.published is not None:
            self.published.discard()


def build_catalogue(
    folders: Sequence[Path],
    job: Job[Made],
    *,
    workers: int | None = None,
    progress: Callable[[], None] = lambda: None,
    before: Callable[[list[Made]], None] = lambda made: None,
) -> tuple[list[BuiltPackage], list[Made]]:
    """Does the job for every course folder.

    Returns the packages and what `publish` made, in the folders' order. `workers` is the number of processes,
    by default one a core. A few courses are built in this process, which is quicker. `progress` is called
    after each course. `before` gets what `publish` made before anything is put in its place, and may raise
    InputFault. Only the courses being built are held in memory.

    Raises InputFault with the problems of all courses if one cannot be built. Nothing is left of any course
    then.
    """
    done: dict[Path, _Outcome[Made]] = {}
    with folder_for(job.out):
        try:
            for folder, each in _each(folders, job, workers):
                done[folder] = each
                progress()
            if problems := {problem for each in done.values() for problem in each.problems}:
                raise InputFault(problems)
            results = [done[folder] for folder in folders]
            before([each.published for each in results if each.published is not None])
            built = [package for each in results for package in settle(each.staged)]
        except BaseException:
            for each in done.values():
                each.discard()
            raise
    return built, [each.published for each in results if each.published is not None]


def _each(
    folders: Sequence[Path], job: Job[Made], workers: int | None
) -> Iterator[tuple[Path, _Outcome[Made]]]:
    """Each course when it is done.

    Processes are spawned, not forked, because a fork could break this one's threads.
    """
    workers = min(workers or os.cpu_count() or 1, len(folders) // _FEWEST_PER_PROCESS)
    if workers < 2:
        for folder in folders:
            yield folder, job.run(folder)
        return
    import multiprocessing  # a single course does not need it
    from concurrent.futures import ProcessPoolExecutor, as_completed

    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting = {pool.submit(job.run, folder): folder for folder in folders}
        try:
            for future in as_completed(list(waiting)):
                result = future.result()
                yield waiting.pop(future), result
        finally:
            pool.shutdown(cancel_futures=True)
            for future in waiting:  # another course stopped the run, so nobody will use these results
                if not future.cancelled() and future.exception() is None:
                    future.result().discard()
