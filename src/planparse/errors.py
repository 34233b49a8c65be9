"""The one base of all errors that planparse raises on purpose, so that one `except` catches them."""


class PlanparseError(Exception):
    """An input that cannot be used as it is; the message says which, where and why."""
