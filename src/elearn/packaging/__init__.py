"""Pages as packages that a learning management system takes in: manifests, reproducible zips, validation."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .build import LMS_FORMATS as LMS_FORMATS  # the formats that an LMS accepts
    from .build import BuiltPackage as BuiltPackage  # a package on the disk
    from .build import Export as Export  # a file to download
    from .build import Format as Format  # the formats to export a course in
    from .build import Staged as Staged  # a built file that is not in its place yet
    from .build import build_package as build_package  # builds one course as one file
    from .build import build_packages as build_packages  # builds courses in several formats
    from .build import discard as discard  # removes staged files
    from .build import export_package as export_package  # exports a course in a format
    from .build import package_files as package_files  # the files of a course's package
    from .build import settle as settle  # moves staged files into their place
    from .build import stage as stage  # builds one course in several formats, staged
    from .units import Structure as Structure  # how a package divides into units
else:
    __getattr__, __dir__ = lazily(__name__)
