"""Comments on a course: by links for people without an account, by colleagues, and from Word files."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .following import anchor_at as anchor_at  # what lines of a file are about
    from .following import relocate as relocate  # where something is, by its id and its words
    from .keeping import Comment as Comment  # a remark, or a reply to one
    from .keeping import Remark as Remark  # a remark from a Word file
    from .keeping import Thread as Thread  # a remark with its replies, and where it is
    from .keeping import Writer as Writer  # who writes a comment
    from .keeping import add as add  # adds a remark
    from .keeping import anchor_in as anchor_in  # where a new remark belongs
    from .keeping import bring_in as bring_in  # adds the remarks of a Word file that are new
    from .keeping import forget_comments as forget_comments  # removes those of a course that was deleted
    from .keeping import open_comments as open_comments  # how many are not resolved
    from .keeping import remove as remove  # takes a remark or a reply away
    from .keeping import reopen as reopen  # opens a remark again
    from .keeping import reply as reply  # adds a reply
    from .keeping import resolve as resolve  # says that a remark is dealt with
    from .keeping import stamp as stamp  # another word after each thing that was done
    from .keeping import take_comments_along as take_comments_along  # follows a course with another id
    from .keeping import threads as threads  # all remarks of a course, each where it is now
    from .links import DAYS as DAYS  # how many days a link lasts, unless somebody chooses
    from .links import LONGEST_LABEL as LONGEST_LABEL  # characters of a link's label
    from .links import MOST_DAYS as MOST_DAYS  # how many it lasts at most
    from .links import CommentLink as CommentLink  # a link for people without an account
    from .links import is_token as is_token  # whether a text can be the token of one
    from .links import links_of as links_of  # the links of a course
    from .links import make_link as make_link  # makes one
    from .links import new_token as new_token  # the token of a new one
    from .links import open_link as open_link  # the link that a token opens
    from .links import revoke_link as revoke_link  # takes one back
    from .refusing import LONGEST_NAME as LONGEST_NAME  # characters of a name
    from .refusing import LONGEST_TEXT as LONGEST_TEXT  # characters of a comment
    from .units import Anchor as Anchor  # where a comment is
else:
    __getattr__, __dir__ = lazily(__name__)
