"""What the home of the desk says."""

from collections.abc import Mapping

from elearn.translations import N_

WORDS: Mapping[str, str] = {
    "home_published": N_("Version %(version)s is published"),
    "home_draft": N_("Not published yet"),
    "home_withdrawn": N_("Withdrawn: nobody can start it"),
    "home_lost": N_(
        "Its folder is gone. What was not saved is still here, and you can bring the course back."
    ),
    "home_delete_lost": N_("What was not saved is gone then. This cannot be undone."),
    "home_id": N_("Its id: %(id)s"),
    "home_saved": N_("Saved on %(day)s"),
    "home_unsaved": N_("Changes that are not saved"),
    "home_people": N_("Here now: %(names)s"),
    "home_you": N_("Open in a window of yours"),
    "home_sign_off": N_("Sign-off: %(state)s"),
    "home_findings": N_("Findings: %(n)s"),
    "home_new": N_("New course"),
    "home_bring_in": N_("Bring in a course"),
    "home_search": N_("Find a course"),
    "home_sort": N_("Sort by"),
    "home_sort_saved": N_("Last saved"),
    "home_sort_title": N_("Title"),
    "home_count": N_("Courses: %(n)s"),
    "home_count_found": N_("Courses that have these words: %(n)s of %(of)s"),
    "home_not_found": N_("No course has these words."),
    "home_show_all": N_("Show all"),
    "home_more": N_("More: %(title)s"),
    "home_person": N_("You are signed in as %(name)s."),
    "home_sign_out": N_("Sign out"),
    "home_sign_in": N_("Sign in again"),
    "home_first": N_("Write your first course"),
    "home_first_about": N_("You need to know nothing but what your course should say."),
    "home_first_write": N_(
        "Say what it begins from, and give it a title. You get pages to write on, with what every course needs."
    ),
    "home_first_see": N_("Write page by page, and see beside it what learners will see."),
    "home_first_save": N_(
        "All that you type is kept at once. Save what is finished, and publish the course when it is ready."
    ),
    "home_from_report": N_("Begin with a review’s report"),
    "home_from_report_about": N_(
        "A report (PDF or Word) becomes a review first. A new course can then answer its recommendations."
    ),
    "home_title": N_("Title"),
    "home_leave": N_("Cancel"),
    "home_needs_words": N_("%(field)s: write something here."),
    "home_open": N_("Open"),
    "home_rename": N_("Rename"),
    "home_rename_help": N_("The address of its page here follows the title."),
    "home_rename_published": N_("Only the title changes. Learners’ records go by its id, which stays."),
    "home_rename_act": N_("Rename it"),
    "home_copy": N_("Copy"),
    "home_copy_title": N_("Title of the copy"),
    "home_copy_of": N_("Copy of %(title)s"),
    "home_copy_act": N_("Make the copy"),
    "home_archive": N_("Archive (%(n)s)"),
    "home_archive_about": N_("Nobody writes these courses any more. They can be brought back."),
    "home_archive_it": N_("Put into the archive"),
    "home_archive_heading": N_("Put “%(title)s” into the archive?"),
    "home_archive_what": N_("It is not among your courses then, and can be brought back."),
    "home_archive_published": N_(
        "It is not among your courses then, and can be brought back. Learners can still take the published version."
    ),
    "home_archive_act": N_("Put it into the archive"),
    "home_restore": N_("Bring back"),
    "home_delete": N_("Delete"),
    "home_delete_heading": N_("Delete “%(title)s”?"),
    "home_delete_what": N_("Its pages, questions and pictures are gone then. This cannot be undone."),
    "home_delete_records": N_("What learners did in it stays in the records."),
    "home_delete_published": N_("It was published. Put it into the archive."),
    "home_delete_typed": N_("Type its title, to be sure"),
    "home_delete_act": N_("Delete it for good"),
    "home_others": N_("Others have it open now: %(names)s. They cannot go on then. Ask them first."),
    "home_your_window": N_("You have it open in another window, which then finds nothing."),
    "home_unsaved_rename": N_("There are changes in it that are not saved. They stay."),
    "home_unsaved_copy": N_("There are changes in it that are not saved. The copy is made without them."),
    "home_unsaved_archive": N_("There are changes in it that are not saved. They stay with it."),
    "home_unsaved_delete": N_("There are changes in it that are not saved. They go with it."),
}
