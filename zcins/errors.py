"""What can go wrong in front of a user: each class owns its exit code."""


class ZcinsError(Exception):
    """A fault that the user can read: one message, and the next step as a hint."""

    exit_code = 70

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageFaultError(ZcinsError):
    """The command was used wrongly: an unknown option value, a date before its time."""

    exit_code = 2


class InputRefusedError(ZcinsError):
    """A file, or all that was given, is refused; nothing changed."""

    exit_code = 3


class SchemeBrokenError(ZcinsError):
    """The scheme files contradict themselves or cannot be read; nothing runs on them."""

    exit_code = 3


class StoreUnusableError(ZcinsError):
    """The store cannot be used: locked, damaged, disk full, or made by a newer version."""

    exit_code = 4
