"""Load grammars and word lists, and tell every fault with its line and column."""

from planparse.errors import PlanparseError, reason
from planparse.system import yaml_models
from planparse.system.yaml_models import Model, YamlError


class GrammarError(PlanparseError, ValueError):
    """A fault in a grammar file: one message a fault, each with file, line and column from 1."""


def load(model: type[Model], text: str, path: str) -> Model:
    """Check the text of a YAML file against a model.

    Raises:
        GrammarError: with every fault, each as `path:line:column: what is wrong`.
    """
    try:
        return yaml_models.load(model, text, path)
    except YamlError as fault:
        raise GrammarError(reason(fault)) from None
