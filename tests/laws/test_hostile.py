import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.laws import laws

SIZE = 20_000


def growth() -> ModuleType:
    """Return `benchmarks/growth.py`, whose hostile inputs have to obey the laws here."""
    path = Path(__file__).parents[2] / "benchmarks" / "growth.py"
    spec = importlib.util.spec_from_file_location("growth", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INPUTS = growth().INPUTS


@pytest.mark.parametrize("name", INPUTS)
def test_hostile_input_obeys_the_laws(name: str) -> None:
    text = INPUTS[name](SIZE // 10)
    assert len(text) > SIZE // 20
    laws.hold(text)


@pytest.mark.long
@pytest.mark.parametrize("name", INPUTS)
def test_much_hostile_input_obeys_the_laws(name: str) -> None:
    laws.hold(INPUTS[name](SIZE))
