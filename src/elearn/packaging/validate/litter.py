"""Knows the files that operating systems, editors and version control leave in a folder, and so in a zip of it."""

import re
from collections.abc import Iterable

from elearn.packaging.validate.package_log import PackageLog

_LITTER = re.compile(
    r"(^|/)(__MACOSX|\.DS_Store|\.AppleDouble|\.Spotlight-V100|\.Trashes|\.fseventsd|\._[^/]*"
    r"|Thumbs\.db|ehthumbs\.db|desktop\.ini|\$RECYCLE\.BIN"
    r"|\.git|\.gitignore|\.gitattributes|\.svn|\.hg|\.idea|\.vscode|~\$[^/]*|[^/]*\.sw[op])(/|$)",
    re.IGNORECASE,
)


def is_litter(name: str) -> bool:
    """True for a member that no course needs, such as `__MACOSX/…`, `.DS_Store`, `Thumbs.db` or `.git/…`."""
    return _LITTER.search(name) is not None


def warn_of_litter(names: Iterable[str], log: PackageLog) -> None:
    """Warn once of all members that are litter (P24)."""
    found = [name for name in names if is_litter(name)]
    one = "This is a file of the computer that made the zip, and not of the course."
    many = "Some files are of the computer that made the zip, and not of the course."
    remedy = (
        "Remove them: macOS, Windows, editors and version control make them, and nothing reads them here."
    )
    log.warn_of_members(
        "P24", found, one, many, remedy if len(found) > 1 else remedy.replace("them", "it", 1)
    )
