"""Packages that a learning management system imports: manifests, reproducible zips, validation."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .build import LMS_FORMATS as LMS_FORMATS  # the formats that an LMS imports
    from .build import BuiltPackage as BuiltPackage  # a file on the disk
    from .build import Export as Export  # a file to hand over
    from .build import Format as Format  # the formats that a course can be exported in
    from .build import Staged as Staged  # a built file that waits until all others are built
    from .build import build_package as build_package  # build one course in one format that is one file
    from .build import build_packages as build_packages  # build each course in each format into the folder
    from .build import discard as discard  # delete the built files that are not in their place
    from .build import export_package as export_package  # the course in a format
    from .build import package_files as package_files  # every file of the course's package
    from .build import settle as settle  # put what was built into its place, each file whole
    from .build import stage as stage  # build one course in each format
    from .units import Structure as Structure  # how a package is divided into what an LMS starts and tracks
else:
    __getattr__, __dir__ = lazily(__name__)
