"""What every test shares: the two options of this suite, how many examples a property gets, the samples."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No deadline and no check for slowness: a test that fails on a busy machine says nothing about the code.
settings.register_profile(
    "short", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SAMPLES = Path(__file__).parents[1] / "samples"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests marked long, and 2,000 examples a property")
    parser.addoption(
        "--refresh", action="store_true", help="rewrite the expected outputs instead of comparing with them"
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
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
