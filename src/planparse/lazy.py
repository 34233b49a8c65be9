"""A value of an object that is computed when it is first asked for, and kept."""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, overload

Value_co = TypeVar("Value_co", covariant=True)


class Keeper(Protocol):
    """An object that has a place for what its lazy values were."""

    kept: dict[str, Any]


class lazy(Generic[Value_co]):  # noqa: N801 # a decorator
    """Make a method a value, computed at the first access and kept in the object's `kept`.

    `functools.cached_property` keeps values in `__dict__`, which an object of a compiled
    class does not have.
    """

    def __init__(self, compute: Callable[[Any], Value_co]) -> None:
        """Take the method; its name is the key."""
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "lazy[Value_co]": ...

    @overload
    def __get__(self, owner: Keeper, kind: type) -> Value_co: ...

    def __get__(self, owner: Keeper | None, kind: type) -> "Value_co | lazy[Value_co]":
        """Return the value of an object; of a class, the decorator itself."""
        if owner is None:
            return self
        kept = owner.kept
        if self.name not in kept:
            kept[self.name] = self.compute(owner)
        value: Value_co = kept[self.name]
        return value
