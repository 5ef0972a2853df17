"""Knows the files that operating systems, editors and version control leave in a folder, and so in a zip of it."""

import re
from collections.abc import Collection, Iterable

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


def warn_of_litter(names: Iterable[str], listed: Collection[str], log: PackageLog) -> None:
    """Warn once of all members that are litter (P24). `listed` are those that the manifest lists."""
    found = [name for name in names if is_litter(name)]
    one = "This is a file of the computer that made the zip, and not of the course."
    many = "Some files are of the computer that made the zip, and not of the course."
    remedy = f"Remove {'them' if len(found) > 1 else 'it'}: operating systems, editors and version control make them."
    if any(name in listed for name in found):
        remedy += " Take what names them out of the manifest too."
    log.warn_of_members("P24", found, one, many, remedy)
