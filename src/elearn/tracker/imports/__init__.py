"""Imports the files that people send: preview first, then apply everything in one transaction or nothing."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .answering import Answered as Answered  # a question about a file, with the answer that was chosen
    from .attendance import UNLISTED as UNLISTED  # the key of what attending off the list means
    from .base import REQUIRED as REQUIRED  # what a column says if none of its cells may be blank
    from .base import Kind as Kind  # one kind of file to import
    from .completions import COMPLETED_MEANS as COMPLETED_MEANS  # the key of what “completed” means here
    from .counting_form import set_counting as set_counting  # says which courses count towards something
    from .due_lists import DueLine as DueLine  # a person and a course, as a list of who is due has them
    from .due_lists import due_list as due_list  # who is due as CSV, which can be filled in and imported
    from .ending import Ended as Ended  # what got its last day
    from .ending import end as end  # gives a row, or all that is open of it, its last day
    from .ending import open_rows as open_rows  # how many posts and requirements would end with something
    from .entry import Entered as Entered  # what a form did
    from .entry import correct_person as correct_person  # corrects a person's address and name
    from .entry import enter as enter  # writes one row by a form
    from .entry import enter_within as enter_within  # the same in the caller's transaction
    from .importing import KINDS as KINDS  # every kind of file, by name
    from .importing import apply as apply  # writes what a preview showed
    from .importing import example as example  # a filled-in file of a kind, with invented rows
    from .importing import ids_and_names as ids_and_names  # what files may name, by id and name, as CSV
    from .importing import preview as preview  # what importing a file would do
    from .importing import rejected_file as rejected_file  # the rejected rows as CSV
    from .importing import template as template  # an empty file of a kind, with its columns
    from .naming import BY_ID as BY_ID  # a text that starts with this is always an id
    from .plain_names import meaning as meaning  # what a column of a file holds, in a few words
    from .previews import Preview as Preview  # what an import would do
    from .previews import by_reason as by_reason  # the problems of many rows, each reason once
    from .proposing import RULE_THINGS as RULE_THINGS  # what has a page of its own and is such a rule
    from .proposing import RULES as RULES  # the kinds of files whose rows are rules of what counts
    from .proposing import Proposal as Proposal  # a change of rules that is not saved
    from .proposing import proposed_counting as proposed_counting  # what counts towards hours, as it would be
    from .proposing import proposed_end as proposed_end  # what ending a rule would change
    from .proposing import proposed_entry as proposed_entry  # what a form would change
    from .proposing import proposed_file as proposed_file  # what a file of rules would change
    from .proposing import proposed_removal as proposed_removal  # what removing a rule would change
    from .questions import Choice as Choice  # one answer to a question
    from .questions import Question as Question  # what to ask about a file that can be read in two ways
    from .removal import references as references  # what refers to a row, in words
    from .removal import remove as remove  # removes a row that was a mistake
    from .roles import Given as Given  # what giving a role did
    from .roles import read_role as read_role  # one role as it was typed, examined like a row
    from .roles import write_role as write_role  # gives the role of a row
    from .seen import UNSEEN as UNSEEN  # the rule of the problem that an effect is another one by now
    from .seen import is_still_so as is_still_so  # whether an effect that was shown may be saved
    from .staging import Applied as Applied  # what an import did
    from .staging import is_current as is_current  # whether a preview would surely be the same now
    from .stored import texts_of as texts_of  # one stored row as a form shows it
else:
    __getattr__, __dir__ = lazily(__name__)
