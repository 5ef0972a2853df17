"""What is wrong with a SCORM or cmi5 package, ours or anyone's."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .package import Validation as Validation  # the result of `elearn validate`
    from .package import check_files as check_files  # checks a package that is a dict of files
    from .package import validate_package as validate_package  # checks the package file at a path
else:
    __getattr__, __dir__ = lazily(__name__)
