"""The one base of all errors of inputs, so that one `except` catches them."""


class PlanparseError(Exception):
    """An input that cannot be used as it is; the message says which, where and why."""
