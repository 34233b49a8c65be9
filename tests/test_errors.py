import pytest

from planparse.errors import PlanparseError
from planparse.export.reader import UnreadableError
from planparse.grammar.loading import GrammarError
from planparse.normaliser.ledger import CannotRestoreError
from planparse.tasks.query import QueryError
from planparse.text.encoding import UnknownEncodingError


@pytest.mark.parametrize(
    "error",
    [
        GrammarError,
        UnknownEncodingError,
        UnreadableError,
        CannotRestoreError,
        QueryError,
    ],
)
def test_every_error_of_an_input_is_a_planparse_error_and_a_value_error(error):
    assert issubclass(error, PlanparseError)
    assert issubclass(error, ValueError)
