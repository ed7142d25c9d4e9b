"""Failures that end a command, each with its exit code. The command line is the only place that turns them into output."""

from __future__ import annotations

EXIT_OK, EXIT_CONTENT, EXIT_USAGE, EXIT_ENVIRONMENT = 0, 1, 2, 3


class CourselibError(Exception):
    """A failure told to the user: ``message`` says what happened, ``hint`` what to do next, both in plain Chinese."""

    exit_code = EXIT_ENVIRONMENT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ContentError(CourselibError):
    """The content has errors; they have been reported one by one."""

    exit_code = EXIT_CONTENT


class UsageError(CourselibError):
    """The command was called wrongly."""

    exit_code = EXIT_USAGE


class SystemFault(CourselibError):
    """The machine is at fault: no permission, no space, another build at work."""

    exit_code = EXIT_ENVIRONMENT


class Busy(SystemFault):
    """Another command is at work on the same library; it will be over some time."""
