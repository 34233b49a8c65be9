"""What is wrong with the JSON or the YAML of a file, so that it can be translated."""

from typing import TYPE_CHECKING

from planparse.locale.message import Message, _

if TYPE_CHECKING:
    from json import JSONDecodeError

    from yaml import MarkedYAMLError

_OF_JSON = (
    _("Expecting value"),
    _("Expecting property name enclosed in double quotes"),
    _("Expecting ':' delimiter"),
    _("Expecting ',' delimiter"),
    _("Extra data"),
    _("Invalid control character at"),
    _("Unterminated string starting at"),
)
_OF_YAML = (
    _("could not find expected ':'"),
    _("did not find expected <document start>"),
    _("expected <block end>, but found '-'"),
    _("expected <block end>, but found '<block mapping start>'"),
    _("expected <block end>, but found '<block sequence start>'"),
    _("expected <block end>, but found '<scalar>'"),
    _("expected ',' or ']', but got '<stream end>'"),
    _("found unexpected end of stream"),
    _("mapping values are not allowed here"),
    _("sequence entries are not allowed here"),
)
"""The faults that a person is likely to make; any other is told as the library words it."""

_TAB = "found character '\\t'"


def json_fault(fault: "JSONDecodeError") -> str:
    """Return what is wrong with JSON, without its place."""
    return Message(fault.msg, {})


def yaml_fault(fault: "MarkedYAMLError") -> str:
    """Return what is wrong with YAML, without its place."""
    problem = fault.problem or str(fault)
    if problem.startswith(_TAB):
        return _("a tab stands here, where YAML has blanks: put blanks in its place")
    return Message(problem, {})
