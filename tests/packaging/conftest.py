"""Packages to build and to break."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from elearn.content.course.courses import LoadedCourse
from elearn.packaging.build import Format, package_files
from elearn.packaging.validate.package import Validation, validate_package
from tests.sample_course import load_sample


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedCourse:
    """The sample course, as read from its folder."""
    return load_sample(tmp_path_factory.mktemp("courses"))


class _Built(dict[Format, dict[str, bytes]]):
    """Packages by format. Each is built when first asked for."""

    def __init__(self, loaded: LoadedCourse) -> None:
        self._loaded = loaded

    def __missing__(self, format: Format) -> dict[str, bytes]:
        files = self[format] = package_files(self._loaded, format)
        return files


@pytest.fixture(scope="session")
def sound(loaded: LoadedCourse) -> dict[Format, dict[str, bytes]]:
    """The files of the course's package in each format. Copy them before you change them."""
    return _Built(loaded)


def zipped(files: dict[str, bytes]) -> bytes:
    """Returns the files as a zip, made with the standard library only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


Judge = Callable[[bytes | dict[str, bytes]], Validation]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Validates bytes, or files after zipping them."""

    def validate(content: bytes | dict[str, bytes]) -> Validation:
        path = tmp_path / "package.zip"
        path.write_bytes(content if isinstance(content, bytes) else zipped(content))
        return validate_package(path)

    return validate
