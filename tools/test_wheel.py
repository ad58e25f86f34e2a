"""Build the wheels and run the tests against them, away from the source, in every Python found.

The tests are copied beside the wheels, so neither `src/` nor the development tools are there.
Each Python gets another time zone and hash seed: no result may depend on either.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "wheels"
WANTED = ("3.11", "3.12", "3.13")
SURROUNDINGS = {"3.11": ("UTC", "0"), "3.12": ("Asia/Jayapura", "1"), "3.13": ("America/Lima", "2")}
COPIED = ("conftest.py", "pyproject.toml", "tests", "examples")
ONLY_IN_THE_TREE = shutil.ignore_patterns("repository", "__pycache__")


def main() -> int:
    """Build, test everywhere, and say which Pythons were not there; 1 when a run failed."""
    try:
        wheels = _build()
    except subprocess.CalledProcessError as problem:
        print(f"the wheels were not built\n{problem.stdout}{problem.stderr}")
        return 1
    pythons = dict(_pythons())
    # One after another, each on all cores: side by side, an odd one would leave cores idle.
    runs = [_test(version, python, wheels) for version, python in pythons.items()]
    for version, passed, output in runs:
        print(output if not passed else f"Python {version}: {output.splitlines()[-1]}")
    skipped = [version for version in WANTED if version not in pythons]
    if skipped:
        print(f"not found, so not tested: Python {', '.join(skipped)}")
    return 0 if all(passed for _, passed, _ in runs) else 1


def _build() -> list[Path]:
    target = BUILD / "dist"
    shutil.rmtree(target, ignore_errors=True)
    projects = [ROOT, *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]
    for project in projects:
        # fmt: off
        _run([sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet",
              "--no-build-isolation", "--no-deps", "--wheel-dir", str(target), str(project)])
        # fmt: on
    return sorted(target.glob("*.whl"))


def _pythons() -> Iterator[tuple[str, Path]]:
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    for version in sorted({own, *WANTED}):
        for candidate in _candidates(version, own):
            if _answers(candidate, version):
                yield version, candidate
                break


def _candidates(version: str, own: str) -> Iterator[Path]:
    if version == own:
        yield Path(sys.executable)
    if on_path := shutil.which(f"python{version}"):
        yield Path(on_path)
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False)
        folders = Path(root.stdout.strip()).glob(f"versions/{version}.*/bin/python")
        yield from sorted(folders, reverse=True)


def _answers(python: Path, version: str) -> bool:
    question = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == version


def _test(version: str, python: Path, wheels: list[Path]) -> tuple[str, bool, str]:
    tree = BUILD / version
    started = time.monotonic_ns()
    try:
        installed = _environment(tree, python, wheels)
        suites = _copy_tests(tree)
    except subprocess.CalledProcessError as problem:
        return version, False, f"Python {version}: not set up\n{problem.stdout}{problem.stderr}"
    zone, seed = SURROUNDINGS.get(version, ("UTC", "0"))
    left_out = ("PYTHONPATH", "COVERAGE_FILE", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    environment = {name: text for name, text in os.environ.items() if name not in left_out}
    environment |= {"PMI_HYPOTHESIS": "quick", "TZ": zone, "PYTHONHASHSEED": seed}
    result = subprocess.run(
        [installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "auto", *suites],
        cwd=tree / "tree",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = (time.monotonic_ns() - started) // 10**9
    output = f"{result.stdout}{result.stderr}"
    passed = result.returncode == 0
    return version, passed, f"{output.rstrip()} ({seconds} s with the setup)" if passed else output


def _environment(tree: Path, python: Path, wheels: list[Path]) -> Path:
    """A venv with the pinned requirements of the tests; kept while they stay the same."""
    pins = ROOT / "requirements" / "test.txt"
    stamp, installed = tree / "pins", tree / "venv" / "bin" / "python"
    digest = hashlib.sha256(pins.read_bytes()).hexdigest()
    pip = [str(installed), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if not stamp.exists() or stamp.read_text() != digest:
        _run([str(python), "-m", "venv", "--clear", str(tree / "venv")])
        _run([*pip, "install", "--quiet", "--require-hashes", "-r", str(pins)])
        stamp.write_text(digest)
    _run([*pip, "install", "--quiet", "--no-deps", "--force-reinstall", *map(str, wheels)])
    _run([*pip, "check"])
    return installed


def _copy_tests(tree: Path) -> list[str]:
    target = tree / "tree"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=ONLY_IN_THE_TREE)
        elif source.exists():
            shutil.copy(source, target / name)
    suites = ["tests"]
    for source in sorted(ROOT.glob("plugins/*/tests")):
        suites.append(str(source.relative_to(ROOT)))
        shutil.copytree(source, target / suites[-1], ignore=ONLY_IN_THE_TREE)
    return suites


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, text=True, check=True)


if __name__ == "__main__":
    sys.exit(main())
