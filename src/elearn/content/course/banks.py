"""Banks: files of questions that pages draw from. Finds and reads them, and checks what pages draw."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from elearn.content.course.shared import SHARED_BANKS
from elearn.content.kinds import Block, Draw, Question, opening_for
from elearn.content.text import Directive, Heading, Passage, Place, Source, did_you_mean, quoted, read_outline
from elearn.patterns import late
from elearn.phrases import nphrase, phrase
from elearn.problems import Problem, ProblemLog

BANK_FOLDER = "bank/"
_OWN_ID = late(r"\{#[^{}]*\}$")
BANK_FILE = late(r"banks?/([a-z0-9]+(?:-[a-z0-9]+)*)\.md")


def bank_files(files: Iterable[str]) -> list[str]:
    """The names of the files of banks, of the course's own and of those that it shares, in the order of their ids."""
    return sorted((name for name in files if name.startswith((BANK_FOLDER, SHARED_BANKS))), key=bank_of)


def bank_of(name: str) -> str:
    """The id of the bank in a file: `first-signs` of `bank/first-signs.md`, `banks/first-signs` of a shared one."""
    return name.removesuffix(".md").removeprefix(BANK_FOLDER)


def bank_file(bank: str) -> str:
    """The name of the file that holds the bank of this id."""
    return f"{bank}.md" if bank.startswith(SHARED_BANKS) else f"{BANK_FOLDER}{bank}.md"


def read_bank(
    name: str,
    text: str,
    log: ProblemLog,
    block: Callable[[Passage | Directive, ProblemLog], Block | None],
    source: Source,
) -> dict[str, Any] | None:
    """The fields of a `Bank` from its file, or None after reporting why not. `block` reads one block."""
    found = BANK_FILE.fullmatch(name)
    if not found or len(found[1]) > 64:
        log.error(
            "S32",
            0,
            phrase("The file's name %(name)s cannot be a bank's id.", name=quoted(name)),
            phrase("Use small letters, digits and hyphens: bank/first-signs.md"),
        )
        return None
    title, *rest = read_outline(text, log) or [Passage("", 1)]
    if not (isinstance(title, Heading) and title.level == 1 and title.text):
        log.error(
            "S09",
            title.line,
            phrase("The file does not begin with the bank's title."),
            phrase("Begin it with “# Title of the bank”."),
        )
        return None
    if own_id := _OWN_ID.search(title.text):
        log.error(
            "S15",
            title.line,
            phrase("A bank's id is its file's name, not %(own_id)s.", own_id=quoted(own_id[0])),
            phrase("Take {#…} out of its title."),
        )
    questions: list[Question] = []
    for piece in rest:
        read = None if isinstance(piece, Heading | Passage) else block(piece, log)
        if isinstance(read, Question):
            questions.append(read)
        elif read or isinstance(piece, Heading | Passage):
            log.error(
                "S80",
                piece.line,
                phrase("A bank only holds questions, but here is something else."),
                phrase("Move it to a page of a module."),
            )
    if not any(isinstance(piece, Directive) for piece in rest):
        log.error(
            "S80",
            title.line,
            phrase("The bank has no questions."),
            phrase("Write some, or take the file away."),
        )
    source.banks[bank_of(name)] = Place(log.path, title.line)
    _check_weights(questions, source.blocks[len(source.blocks) - len(questions) :], log)
    return {"id": bank_of(name), "title": title.text, "questions": questions}


def _check_weights(questions: list[Question], places: list[Place], log: ProblemLog) -> None:
    """S82: report questions with other points, because each draw from a bank has to be worth the same."""
    if not questions:
        return
    usual = Counter(question.weight for question in questions).most_common(1)[0][0]
    for question, place in zip(questions, places, strict=True):
        if question.weight != usual:
            log.error(
                "S82",
                place.line,
                nphrase(
                    "The question “%(name)s” gives %(num)s point; others of this bank give %(usual)s.",
                    "The question “%(name)s” gives %(num)s points; others of this bank give %(usual)s.",
                    question.weight,
                    name=question.name,
                    usual=usual,
                ),
                phrase("Give each the same :points:, so that every learner can reach the same score."),
            )


def _too_few(draw: Draw, left: int, held: int) -> str:
    """What to say of a draw from a bank that had enough questions for it (`held`), but has only so many `left`."""
    if left == held:
        return nphrase(
            "%(num)s question is drawn from the bank “%(bank)s”; it has %(left)s.",
            "%(num)s questions are drawn from the bank “%(bank)s”; it has %(left)s.",
            draw.questions,
            bank=draw.bank,
            left=left,
        )
    return nphrase(
        "%(num)s question is drawn from the bank “%(bank)s”; it has %(left)s left for it.",
        "%(num)s questions are drawn from the bank “%(bank)s”; it has %(left)s left for it.",
        draw.questions,
        bank=draw.bank,
        left=left,
    )


def check_draws(
    draws: list[tuple[Draw, Place]], banks: list[dict[str, Any]], source: Source, problems: list[Problem]
) -> None:
    """S81, S83: report draws without enough questions in their bank, and banks that no page draws from."""
    sizes = {str(bank["id"]): len(bank["questions"]) for bank in banks}
    left = dict(sizes)
    for draw, place in draws:
        log = ProblemLog(place.path, problems)
        if draw.bank not in left:
            log.error(
                "S81",
                place.line,
                phrase("There is no bank “%(bank)s”.", bank=draw.bank),
                _no_such_bank(draw.bank, source),
            )
        elif draw.questions > left[draw.bank]:
            message = _too_few(draw, left[draw.bank], sizes[draw.bank])
            log.error("S81", place.line, message, phrase("Write more questions for it, or draw fewer."))
        else:
            left[draw.bank] -= draw.questions
    opening = opening_for("draw")
    own = {bank for bank in sizes if not bank.startswith(SHARED_BANKS)}
    for bank in own - {draw.bank for draw, _ in draws} if opening else ():
        place = source.banks[bank]
        ProblemLog(place.path, problems).warn(
            "S83",
            place.line,
            phrase("No page draws from the bank “%(bank)s”.", bank=bank),
            phrase(
                "Write %(opening)s %(bank)s on a page, or take the file away.", opening=opening, bank=bank
            ),
        )


def _no_such_bank(bank: str, source: Source) -> str:
    """What to do about a draw from a bank that is not there."""
    if bank.startswith(SHARED_BANKS):
        return phrase("Choose one of the shared question banks, or make it there.")
    return did_you_mean(
        bank, source.banks, nothing=phrase("Write its questions in bank/%(bank)s.md.", bank=bank)
    )


def check_tested(
    draws: list[tuple[Draw, Place]], banks: list[dict[str, Any]], source: Source, problems: list[Problem]
) -> None:
    """S26: report draws that do not say what their questions test, though the bank's questions cannot say it here."""
    first: dict[str, Draw] = {}
    held = {str(bank["id"]): bank["questions"] for bank in banks}
    for draw, place in draws:
        log = ProblemLog(place.path, problems)
        if first.setdefault(draw.bank, draw).outcome != draw.outcome:
            log.error(
                "S26",
                place.line,
                phrase("Two draws from the bank “%(bank)s” name different outcomes.", bank=draw.bank),
                phrase("Name the same outcome in each."),
            )
        elif draw.bank.startswith(SHARED_BANKS) and not draw.outcome and source.keys:
            _check_untested(draw.bank, held.get(draw.bank, ()), source, log, place.line)


def _check_untested(
    bank: str, questions: Iterable[Question], source: Source, log: ProblemLog, line: int
) -> None:
    """S26: report that questions of a shared bank test nothing that this course knows, and its draw names nothing."""
    named = [each.outcome for each in questions if each.marked]
    remedy = phrase("Say at the draw which outcome of this course they test.")
    strange = sorted(each for each in set(named) if each and each not in source.outcomes)
    if strange:
        says = phrase(
            "Questions of the shared bank “%(bank)s” test “%(outcome)s”, which is no outcome of this course.",
            bank=bank,
            outcome=strange[0],
        )
        log.error("S26", line, says, remedy)
    elif None in named:
        says = phrase("Questions of the shared bank “%(bank)s” do not say what they test.", bank=bank)
        log.error("S26", line, says, remedy)


def no_such_outcome(outcome: str, source: Source, log: ProblemLog, line: int) -> None:
    """S26: report the name of an outcome that the course does not have."""
    log.error(
        "S26",
        line,
        phrase("The course has no outcome “%(outcome)s”.", outcome=outcome),
        did_you_mean(outcome, source.outcomes, nothing=phrase("Name it in course.md, under outcomes.")),
    )
