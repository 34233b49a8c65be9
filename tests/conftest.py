"""What every test shares: two options, profiles of hypothesis, the samples, an environment."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import planparse
from planparse.grammar.files import folder, packed
from planparse.grammar.shipped import shipped

# No deadline and no check for slowness: failing on a busy machine says nothing about the code.
settings.register_profile(
    "short",
    max_examples=40,
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
    """The environment of every command: the package as it is installed, its grammars compiled."""
    package = Path(planparse.__file__).parent
    if not (
        package / "grammars"
    ).is_dir():  # a checkout, where each process would compile them again
        installed = tmp_path_factory.mktemp("installed") / "planparse"
        shutil.copytree(
            package,
            installed,
            ignore=shutil.ignore_patterns("__pycache__", "grammars.tsv"),
        )
        shutil.copytree(folder(), installed / "grammars")
        (installed / "grammars.tsv").write_bytes(packed(shipped()))
        package = installed
    measured = {
        name: value for name, value in os.environ.items() if name.startswith("COV")
    }
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(package.parent),
        "LANG": "C.UTF-8",
    } | measured
