"""What is wrong with a SCORM or cmi5 package, ours or anyone's."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .package import Validation as Validation  # what `elearn validate` prints
    from .package import check_files as check_files  # everything wrong with a package before it is a zip
    from .package import validate_package as validate_package  # everything wrong with a package file
else:
    __getattr__, __dir__ = lazily(__name__)
