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
    "try_learner": N_("Learner %(n)s"),
    "try_waiting": N_("Learner %(n)s has not answered yet."),
    "try_first": N_("Learner %(n)s: %(points)s of %(of)s points. This first answer counts."),
    "try_later": N_("Learner %(n)s: %(points)s of %(of)s points. Only the first answer counts."),
    "try_practice": N_("Learner %(n)s: %(percent)s right. This question is practice and gives no points."),
    "try_given": N_("Learner %(n)s has answered. This question has no right answer."),
    "try_so_far": N_("Tries so far"),
    "try_row": N_("%(points)s of %(of)s points"),
    "try_row_practice": N_("%(percent)s right"),
    "try_each": N_("What each answer gives"),
    "try_each_alone": N_("If it is the only one that is chosen"),
    "try_right": N_("right"),
    "try_wrong": N_("not right"),
}
