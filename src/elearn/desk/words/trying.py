"""What is said where a question is tried."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "try_what": N_("What is shown"),
    "try_page": N_("The page"),
    "try_item": N_("One question"),
    "try_frame": N_("The question as learners see it"),
    "try_none": N_("Open a question to try it here. It marks your answer, and keeps nothing."),
    "try_kept": N_("The question cannot be shown as it is. This is how it looked before."),
    "try_failed": N_("The question could not be loaded. Try again in a moment."),
    "try_it": N_("Try this question"),
    "try_again": N_("Start again"),
    "try_next": N_("Next learner"),
    "try_waiting": N_("Learner %(n)s has not answered yet."),
    "try_first": N_("Learner %(n)s: this first answer counts. Points: %(points)s of %(of)s."),
    "try_later": N_(
        "Learner %(n)s: only the first answer counts. This one would give, of %(of)s: %(points)s."
    ),
    "try_practice": N_("Learner %(n)s: %(percent)s right. This question is practice, so it gives no points."),
    "try_given": N_("Learner %(n)s has answered. This question has no right answer."),
    "try_so_far": N_("Tries so far"),
    "try_row": N_("Learner %(n)s: %(points)s of %(of)s"),
    "try_row_practice": N_("Learner %(n)s: %(percent)s right"),
    "try_each": N_("What each answer gives"),
    "try_each_alone": N_("If it is the only one that is chosen"),
    "try_right": N_("%(answer)s – right"),
    "try_wrong": N_("%(answer)s – not right"),
    "try_gives": N_("%(answer)s. Points: %(points)s of %(of)s"),
}
