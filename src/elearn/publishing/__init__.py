"""Publishing: builds courses, several at a time, for the runtime and the tracker's catalogue."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .batch import Job as Job  # what to do with each course, in this process or another
    from .batch import build_catalogue as build_catalogue  # does the job for every course folder
    from .gate import must_all_be_publishable as must_all_be_publishable  # what is in the way of any of them
    from .gate import must_be_publishable as must_be_publishable  # what is in the way of publishing
    from .notes import Lost as Lost  # answers that no longer fit a question
    from .notes import Planned as Planned  # what would be published
    from .notes import changes_for_people as changes_for_people  # notes on older versions and changed ids
    from .notes import lost_answers as lost_answers  # the answers that publishing would drop
    from .packages import keep_built as keep_built  # keeps a package that was built into a folder
    from .packages import keep_package as keep_package  # keeps a package of a published version
    from .packages import package_bytes as package_bytes  # a package that was handed out
    from .packages import packages_of as packages_of  # the packages of a published version in a format
    from .prepared import Prepared as Prepared  # a course that is built and unpacked, and not yet registered
    from .prepared import content_hash as content_hash  # the hash of what would be published
    from .prepared import notes_on_publishing as notes_on_publishing  # what to know before publishing
    from .prepared import prepare as prepare  # builds a course and unpacks it next to its final folder
    from .prepared import publish as publish  # builds, unpacks and registers a course
    from .prepared import publish_prepared as publish_prepared  # installs and registers a prepared course
    from .questions import asked_in as asked_in  # what a course asks, by the ids that answers have
    from .saved import publish_saved as publish_saved  # checks and publishes what is saved
    from .written import WrittenCourses as WrittenCourses  # the courses that are written in a folder
else:
    __getattr__, __dir__ = lazily(__name__)
