"""Actions: what a button of the editor does, as edits of a course's files. Nothing here writes a course's text."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .courses import ARCHIVE as ARCHIVE  # the folder of the courses that are put away
    from .courses import RESERVED as RESERVED  # ids that no course can have
    from .courses import FolderDone as FolderDone  # what was done with a course's folder
    from .courses import Folders as Folders  # where courses are, and which were ever published
    from .courses import archived as archived  # the folders of the courses in the archive
    from .courses import do_with_course as do_with_course  # makes, renames, copies, archives, deletes
    from .courses import title_in as title_in  # the title in the text of a course's own file
    from .courses import title_of as title_of  # the title of a course's folder
    from .courses import with_title as with_title  # that text with another title
    from .edits import Edit as Edit  # a splice, or a file that appears or vanishes
    from .edits import difference as difference  # the edits that make one set of texts of another
    from .edits import with_edits as with_edits  # the texts of files after edits
    from .finding import Hit as Hit  # a place where something stands
    from .finding import Wanted as Wanted  # what is looked for
    from .finding import find as find  # every place in a course where it stands
    from .git import NotCommitted as NotCommitted  # raised if what was saved could not be committed
    from .git import commit as commit  # commits files with a person as author
    from .outline import Done as Done  # the edits of an action, what to say, and what to show next
    from .outline import do as do  # the edits that an action of the outline makes
    from .pictures import Put as Put  # a file as it goes into a course
    from .pictures import put_file as put_file  # makes a file of any kind fit for a course
    from .pictures import put_picture as put_picture  # makes a picture fit for a course
    from .remedies import Remedy as Remedy  # what puts a problem right, and the words of its button
    from .remedies import remedy as remedy  # finds that
else:
    __getattr__, __dir__ = lazily(__name__)
