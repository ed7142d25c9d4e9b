"""The one boundary between the library and the shell: exceptions become messages and exit codes here, nowhere else."""

from __future__ import annotations

import os

import click

from .cli import cli
from .cli.chinese import explain_usage
from .cli.common import say_error
from .cli.faults import explained
from .runtime import streams as outlets
from .runtime.errors import EXIT_ENVIRONMENT, EXIT_OK, EXIT_USAGE

_INTERRUPTED = 130


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 fine, 1 content problems, 2 wrong usage, 3 environment."""
    try:
        result = cli.main(args=arguments, prog_name="courselib", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return EXIT_USAGE
    except click.UsageError as error:
        say_error(explain_usage(error), "用 courselib --help 查看用法。")
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        say_error("已中断，没有改动已发布的站点。")
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last net: no traceback reaches a user
        message, hint, code = explained(error)
        say_error(message, hint)
        return code
    return result if isinstance(result, int) else EXIT_OK


def main() -> None:
    """Console entry point."""
    outlets.open_all()
    code = run()
    if not outlets.flush_all():
        code = code or EXIT_ENVIRONMENT
    # Everything is written and every worker ended: taking a large library apart piece by piece would only cost time.
    os._exit(code)


if __name__ == "__main__":
    main()
