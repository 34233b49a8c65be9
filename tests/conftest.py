"""What every test shares: two options, profiles of hypothesis, the samples, an environment."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import planparse
from planparse.grammar.files import folder, packed
from planparse.grammar.shipped import shipped

# No deadline and no check for slowness: failing on a busy machine says nothing about the code.
settings.register_profile(
    "short",
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long",
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def heed_interrupts() -> None:
    """Let a child be interrupted (`preexec_fn`): jobs in the background ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


SAMPLES = Path(__file__).parents[1] / "samples"

KEEP = """
import sys
import planparse
from planparse.system import kept_expressions
for path in sys.argv[1:]:
    plan = planparse.parse_file(path)
    for form in ("json", "yaml", "outline", "csv"):
        "".join(plan.to(form))
planparse.normalise(plan.source.text)
kept_expressions.keep(kept_expressions.KEPT)
"""
"""What keeps the expressions of the samples, as the build of a wheel does."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long",
        action="store_true",
        help="run the tests marked long, and 2,000 examples a property",
    )
    parser.addoption(
        "--refresh",
        action="store_true",
        help="rewrite the expected outputs instead of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="runs with --long")
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(skip)


@pytest.fixture(scope="session")
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten instead of compared."""
    return bool(request.config.getoption("--refresh"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample documents."""
    return SAMPLES


@pytest.fixture(scope="session")
def unmeasured(environment: dict[str, str]) -> dict[str, str]:
    """The environment without coverage, which imports modules and writes files of its own."""
    return {
        name: value for name, value in environment.items() if not name.startswith("COV")
    }


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of every command: the package as it is installed, so that it starts fast.

    In a checkout each process would compile the grammars and the expressions again.
    """
    package = Path(planparse.__file__).parent
    measured = {
        name: value for name, value in os.environ.items() if name.startswith("COV")
    }
    given = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | measured
    if (package / "grammars").is_dir():
        return given | {"PYTHONPATH": str(package.parent)}
    installed = tmp_path_factory.mktemp("installed") / "planparse"
    shutil.copytree(
        package,
        installed,
        ignore=shutil.ignore_patterns("__pycache__", "grammars.tsv"),
    )
    shutil.copytree(folder(), installed / "grammars")
    (installed / "grammars.tsv").write_bytes(packed(shipped()))
    given["PYTHONPATH"] = str(installed.parent)
    keep = [sys.executable, "-c", KEEP, *sorted(SAMPLES.glob("*.txt"))]
    subprocess.run(keep, env=given, timeout=120, check=True)
    return given


@pytest.fixture(scope="session")
def program(programs: Path) -> list[str]:
    """The words that a command line begins with, where it need not be a process of its own."""
    return [str(programs / "planparse")]


@pytest.fixture(scope="session")
def programs(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A folder for PATH with a `planparse` that starts in no time (`tests/forked`)."""
    folder = tmp_path_factory.mktemp("bin")
    here, address = Path(__file__).parent / "forked", str(folder / "socket")
    client = [sys.executable, "-I", "-S", str(here / "client.py"), address]
    client.append(environment["PYTHONPATH"])
    program = folder / "planparse"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(client)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-P", here / "server.py", address],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield folder
        server.kill()


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """A function that has LibreOffice Writer make another format of a file, beside it.

    Skips where LibreOffice is not installed, or without its Writer, as some systems part it.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("there is no LibreOffice")
    folder = tmp_path_factory.mktemp("libreoffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(file: Path, target: str) -> Path:
        asked = ["--headless", "--convert-to", target, "--outdir", file.parent, file]
        subprocess.run(
            [program, profile, *asked], capture_output=True, timeout=300, check=False
        )
        return file.with_suffix(f".{target.partition(':')[0]}")

    trial = folder / "trial.txt"
    trial.write_text("trial", encoding="utf-8")
    if not convert(trial, "docx").exists():
        pytest.skip("LibreOffice has no Writer")
    return convert
