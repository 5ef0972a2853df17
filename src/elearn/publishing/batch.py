"""Many courses built side by side, a process a core; nothing is in its place until all of them are sound."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from elearn.content.course import LoadedCourse
from elearn.files import folder_for
from elearn.packaging import BuiltPackage, Format, Staged, Structure, discard, settle, stage
from elearn.problems import InputFault, Problem

_WORTH_A_PROCESS = 4
"""So many courses take as long as a new process needs to begin."""


class Discardable(Protocol):
    """What lies beside its place, and can be taken away."""

    def discard(self) -> None:
        """Take it away, where it is not in its place."""


Made = TypeVar("Made", bound=Discardable)


@dataclass(frozen=True)
class Job(Generic[Made]):
    """What is done with each course, in this process or another: everything here can be sent there.

    `publish` makes what the runtime needs of a course that is sound, staged as the packages are.
    """

    load: Callable[[Path], LoadedCourse]
    formats: tuple[Format, ...]
    out: Path
    structure: Structure
    publish: Callable[[LoadedCourse], Made]

    def done_with(self, folder: Path) -> "_Done[Made]":
        """The course's packages, staged, or its problems."""
        staged: list[Staged] = []
        try:
            loaded = self.load(folder)
            staged = stage(loaded, self.formats, self.out, self.structure)
            return _Done(staged, self.publish(loaded), ())
        except InputFault as fault:
            discard(staged)
            return _Done([], None, tuple(fault.problems))
        except BaseException:
            discard(staged)
            raise


@dataclass(frozen=True)
class _Done(Generic[Made]):
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
) -> tuple[list[BuiltPackage], list[Made]]:
    """Do the job with every course folder; gives what was built, and what was made also, in the folders' order.

    `workers`: how many processes, one a core unless said; a few courses are built in this one, which is quicker.
    `progress` is called after each course. Raises InputFault with the problems of all courses when one of them cannot
    be built: nothing is then left of any. Memory is that of the courses that are being built at the moment.
    """
    done: dict[Path, _Done[Made]] = {}
    with folder_for(job.out):
        try:
            for folder, each in _each(folders, job, workers):
                done[folder] = each
                progress()
            if problems := {problem for each in done.values() for problem in each.problems}:
                raise InputFault(problems)
            results = [done[folder] for folder in folders]
            built = [package for each in results for package in settle(each.staged)]
        except BaseException:
            for each in done.values():
                each.discard()
            raise
    return built, [each.published for each in results if each.published is not None]


def _each(folders: Sequence[Path], job: Job[Made], workers: int | None) -> Iterator[tuple[Path, _Done[Made]]]:
    """Each course as it is done. Processes begin afresh (spawn), so that no thread of this one is cut in two."""
    workers = min(workers or os.cpu_count() or 1, len(folders) // _WORTH_A_PROCESS)
    if workers < 2:
        for folder in folders:
            yield folder, job.done_with(folder)
        return
    import multiprocessing  # a single course does without
    from concurrent.futures import ProcessPoolExecutor, as_completed

    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        waiting = {pool.submit(job.done_with, folder): folder for folder in folders}
        try:
            for future in as_completed(list(waiting)):
                result = future.result()
                yield waiting.pop(future), result
        finally:
            pool.shutdown(cancel_futures=True)
            for future in waiting:  # done with, and nobody came for it: another course stopped the whole
                if not future.cancelled() and future.exception() is None:
                    future.result().discard()
