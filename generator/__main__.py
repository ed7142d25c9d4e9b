"""The one boundary between the library and the shell: exceptions become messages and exit codes here, nowhere else."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import click

from .cli import cli
from .cli.chinese import explain_usage
from .cli.common import say_error
from .errors import EXIT_ENVIRONMENT, EXIT_OK, EXIT_USAGE, CourselibError
from .workspace import CACHE_FOLDER

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
    except CourselibError as error:
        say_error(error.message, error.hint)
        return error.exit_code
    except BrokenPipeError:
        # The reader of a pipe went away: nothing is wrong, and the interpreter must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except (OSError, MemoryError) as error:
        say_error(f"计算机上的问题：{_reason(error)}", "检查文件夹权限、磁盘空间和内存。")
        return EXIT_ENVIRONMENT
    except Exception:  # noqa: BLE001 - the last net: no traceback reaches a user
        say_error("程序内部出错，没有改动已发布的站点。", f"请把 {_keep_traceback()} 交给维护者。")
        return EXIT_ENVIRONMENT
    return result if isinstance(result, int) else EXIT_OK


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}({error.filename})" if error.filename else str(error.strerror or error)
    return "内存不足"


def _keep_traceback() -> str:
    import traceback  # noqa: PLC0415 - only now is it worth its time

    folder = Path(CACHE_FOLDER)
    path = folder / "crash.log"
    try:
        if folder.is_symlink() or path.is_symlink():
            return "问题经过"
        folder.mkdir(exist_ok=True)
        path.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "问题经过"
    return str(path)


def main() -> None:
    """Console entry point."""
    code = run()
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    # Everything is written and every worker ended: taking a large library apart piece by piece would only cost time.
    os._exit(code)


if __name__ == "__main__":
    main()
