"""Every word that the player itself says: in English here, in every other language in `locale/<language>.po`.

Templates get them with `t("key")`, and the script from the course's data. Neither holds text of its own. The
words of a kind of block or question are in the kind (`words`). `{name}` is a value to fill in. If a phrase
takes a count `n`, a key with a plural category at the end (`points_one`) is the form for that count. The key
alone is the form for all others.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

from elearn.content.kinds import kinds
from elearn.player import paper_words
from elearn.player.languages import CATEGORIES, SOURCE_LANGUAGE, form_for, spoken_name, translations

Say = Callable[..., str]

ENGLISH: Mapping[str, str] = {
    # the frame
    "skip_link": "Skip to the page",
    "contents": "Contents",
    "close": "Close",
    "progress": "Course progress",
    "progress_text": "{done} of {total} steps done",
    "leave": "Leave quickly",
    "introduction": "Introduction",
    "result": "Your result",
    "finish_page": "Finish",
    "where": "Module {module} of {modules} · page {page} of {pages}",
    "minutes_left": "about {n} minutes left",
    "minutes_left_one": "about 1 minute left",
    "no_script": "This course needs JavaScript. Turn it on in your browser, and open the course again.",
    "page_failed": "This part of the course did not load. Look at your connection, then try again.",
    "page_retry": "Try again",
    # contents list
    "state_seen": "seen",
    "state_ahead": "not seen yet",
    "state_skipped": "skipped",
    "state_waiting": "a question to answer",
    # steps
    "steps": "Previous and next page",
    "back": "Back",
    "next": "Next",
    "start": "Start",
    "resume": "Go on where you left off",
    "start_over": "Read from the beginning",
    # introduction
    "able": "What you will be able to do",
    "how": "How it works",
    "how_time": "It takes about {n} minutes, in {modules} modules.",
    "how_time_one": "It takes about 1 minute, in {modules} modules.",
    "how_time_short": "It takes about {n} minutes.",
    "how_time_short_one": "It takes about 1 minute.",
    "how_stop": "Stop whenever you like. You come back to the same page with your answers.",
    "how_pages": "To complete it, open every page.",
    "how_questions": "To complete it, answer every question.",
    "how_pages_questions": "To complete it, open every page and answer every question.",
    "how_free": "To complete it, go to its last page.",
    "how_pass": "To complete it, pass it.",
    "how_pages_pass": "To complete it, open every page and pass.",
    "how_questions_pass": "To complete it, answer every question and pass.",
    "how_pages_questions_pass": "To complete it, open every page, answer every question and pass.",
    "how_optional": "Questions that give no points need no answer.",
    "how_unscored": "Completing it is recorded as passing it; there is no score.",
    "how_mark": "To pass, reach {mark}% of the points.",
    "how_first": "Your first answer to each question counts; after it you can try again to learn.",
    "how_first_tries": (
        "Your first answer to each question counts; after it you can try again to learn, as often as the question says."
    ),
    "how_first_once": "Your first answer to each question counts, and then you see the right one.",
    "how_drawn": "Some questions are drawn at random, so others may be asked different ones.",
    "how_attempts": "You have {n} attempts. A new one asks only the questions that you missed.",
    "how_attempts_one": "You have one attempt.",
    "how_attempts_free": "If you miss it, take the questions that you missed again, as often as you like.",
    "how_skip": (
        "A page that may be hard to read says so first. You may skip it; your result is not affected."
    ),
    "updated": "This course has been updated since you were last here. What you did before still counts.",
    "set_aside": (
        "We could not read where you left off, so pages show as not seen. Results that were recorded "
        "before are kept."
    ),
    "already_done": "You have completed this course. You can read it again; your result stays.",
    # questions
    "your_answer": "Your answer",
    "try_1": "first try",
    "try_2": "second try, for practice",
    "try_3": "third try, for practice",
    "try_n": "try {n}, for practice",
    "points": "{n} points",
    "points_one": "1 point",
    "tries": "{n} tries in all",
    "tries_one": "one try only",
    "all_or_nothing": "Only an answer that is right in full earns points.",
    "practice_only": "for practice",
    "check": "Check my answer",
    "give": "Give my answer",
    "given": "Thank you. Your answer is noted.",
    "change_answer": "Change my answer",
    "hint": "Show a hint",
    "choose_first": "Choose an answer first, then check it.",
    "try_again": "Try again",
    "show_answer": "Show the answer",
    "why_others": "Why not the others",
    "right": "Right.",
    "partly": "Partly right.",
    "wrong": "Not this time.",
    "partly_said": "You found {found} of {total} right answers.",
    "partly_extra": "You found {found} of {total} right answers, and chose {n} that are not.",
    "partly_extra_one": "You found {found} of {total} right answers, and chose one that is not.",
    "tries_over": "That was the last try. Here is the answer.",
    "first_counts": "Your first answer is the one that counts. Trying again is for learning.",
    "shown": "Here is the answer.",
    "option_right": "Right answer",
    "option_wrong": "Not this one",
    "option_missed": "Also right",
    # saving
    "saving": "Saving …",
    "saved": "Saved",
    "saved_again": "Saved again. Nothing is lost.",
    "not_saved": "Not saved yet. We keep trying; keep this window open.",
    "no_lms": (
        "We found no learning system around this course, so it is not recorded. You can still take all of it."
    ),
    "not_recorded": "Not recorded",
    "refused": (
        "Your learning system did not let this course begin recording. We keep trying, and keep your answers in this "
        "browser. To be sure that they count, close the course and open it again from your learning system."
    ),
    "found": (
        "Somebody answered questions here while your learning system did not say who it was. Was it you?"
    ),
    "found_yes": "Yes, add my answers",
    "found_no": "No, delete them",
    "review_mode": "You are reading this course again. Nothing is recorded.",
    "review_missed": (
        "You are reading this course again. Nothing is recorded. Start a new attempt in your learning system "
        "to try again."
    ),
    "session_over": (
        "This session has ended, so nothing more is recorded. Open the course again from your learning system."
    ),
    "preview_mode": "Preview. Nothing is recorded.",
    # results
    "res_passed": "You have passed",
    "res_completed": "You have completed this course",
    "res_missed": "Not passed yet",
    "res_missed_last": "Not passed",
    "res_unfinished": "Not finished yet",
    "res_score": "{percent}%: {earned} of {total} points",
    "res_score_so_far": "So far {earned} of {total} points",
    "res_needed": "{mark}% is needed to pass.",
    "res_why_passed": "You reached the {mark}% that is needed to pass.",
    "res_why_missed": "{mark}% is needed to pass, which is {needed} of {total} points.",
    "res_why_half": (
        "You skipped pages that hold more than half of the points. To pass, answer questions that are "
        "worth at least half of them."
    ),
    "res_skipped": "Questions on pages that you skipped are not counted.",
    "res_todo": "Still to do",
    "res_todo_page": "Open this page",
    "res_todo_question": "Answer what is asked on this page",
    "res_by_outcome": "By what you set out to learn",
    "res_outcome_points": "{earned} of {total} points",
    "res_met": "Met",
    "res_not_met": "Not yet",
    "res_open": "Not answered yet",
    "res_not_counted": "Not counted: skipped",
    "res_look_again": "Look again at",
    "res_retry": "Answer the missed questions again",
    "res_retry_what": "This asks again the {n} questions that you missed. What you got right stays.",
    "res_retry_what_one": "This asks again the one question that you missed. What you got right stays.",
    "res_attempts": "You have used {used} of {total} attempts.",
    "res_attempts_over": (
        "You have used all {total} attempts. Speak to your safeguarding or training lead about what "
        "to do next. You can still read every page."
    ),
    "res_attempts_over_one": (
        "You have used your one attempt. Speak to your safeguarding or training lead about what to do "
        "next. You can still read every page."
    ),
    "res_review": "Nothing is recorded now. Start a new attempt in your learning system.",
    "res_done_next": "Your result is recorded. You can come back and read the course whenever you need it.",
    "res_done_unsaved": "Your result is not recorded yet. We keep trying; keep this window open.",
    "res_done_next_unrecorded": "You can come back and read the course whenever you need it.",
    "res_finish": "Finish",
    "res_stop": "Stop for now",
    "res_print": "Print this page",
    # leaving
    "gone_saved": "Saved. You can close this window.",
    "gone_unsent": "You can close this window. The last changes could not be saved.",
    "gone_unsaved": (
        "Not saved yet. We keep trying; keep this window open. If you have to close it, open the course again from "
        "this browser, and what you did is sent."
    ),
    "gone_unrecorded": "You can close this window.",
    "gone_elsewhere": "You have opened this course in another window. Go on there, and close this one.",
    # what a package says of the course to an LMS's catalogue
    "about_safeguarding": "safeguarding",
    "about_reviews": "learning from reviews",
    "about_outcomes": "learning outcomes",
}
_FORM = re.compile(rf"_({'|'.join(CATEGORIES)})$")


@cache
def _kind_words() -> Mapping[str, str]:
    """Returns the English words of every kind, and each question kind's name above a question."""
    words: dict[str, str] = {}
    for kind in kinds().values():
        words.update(kind.words)
    return words


def english() -> dict[str, str]:
    """Returns everything that we say in English, by key: player, kinds, paper."""
    return {**ENGLISH, **_kind_words(), **paper_words.ENGLISH}


def stem(key: str) -> str:
    """Returns the key without the plural category at its end."""
    return _FORM.sub("", key)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Returns the words for a course in a language (`en-GB`).

    Where a translation is missing, the English is used.
    """
    if spoken_name(language) == SOURCE_LANGUAGE:
        return english()
    own = translations(spoken_name(language))
    translated = {stem(key) for key in own}
    return {key: text for key, text in english().items() if stem(key) not in translated} | dict(own)


@cache
def words_for(language: str, script: str) -> dict[str, str]:
    """Returns the words that a script uses.

    The script names a key whole, or its start (`state_${…}`), or without its plural category.
    """
    beginnings = tuple(set(re.findall(r"`([a-z][a-z0-9_-]*_)\$\{", script)))
    named = set(re.findall(r"""["'`]([a-z][a-z0-9_-]*)["'`]""", script))

    def asked(key: str) -> bool:
        return key in named or key.startswith(beginnings) or stem(key) in named

    return {key: text for key, text in catalogue(language).items() if asked(key)}


@cache
def sayer(language: str) -> Say:
    """Returns a function that says a phrase to the learners of a course in a language: `t("points", n=2)`.

    The function takes a key and the values to fill in. It picks the form for the count `n` and writes numbers
    as the language does. It raises KeyError if the key does not exist.
    """
    words, speaks = catalogue(language), spoken_name(language)

    def say(key: str, **values: object) -> str:
        count = values.get("n")
        form = f"{key}_{form_for(speaks, count)}" if isinstance(count, int) else key
        shown = {
            name: _number(speaks, value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return words.get(form, words[key]).format(**shown)

    return say


def _number(language: str, number: int) -> str:
    """Returns a whole number with its thousands separated."""
    if abs(number) < 1000 or language == SOURCE_LANGUAGE:
        return f"{number:,}"
    from babel.numbers import format_decimal

    return format_decimal(number, locale=language)
