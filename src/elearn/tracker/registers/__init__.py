"""What happens around reviews: the registers that a partnership keeps.

A review and its recommendations are files, which the tracker has never seen: a slug, or `slug#id`, is all that it is
given. Each function takes the `Actor` who acts or reads, holds them to their rights, and notes what was done in the
transaction that does it. Texts are free of what identifies people when they arrive: the app and the command line see
to that, since the checks are of `content`.
"""
