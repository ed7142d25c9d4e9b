"""The ``courselib`` command: arguments in, library calls, words out. Each command has a room of its own."""

from __future__ import annotations

import click

from .. import __version__
from .chinese import RoomGroup


@click.group(
    cls=RoomGroup,
    rooms=(
        "build", "serve", "check", "search", "words", "curriculum", "schedule", "filing", "new", "export", "import", "release", "key",
        "update", "rollback", "upstream", "collect", "changes", "hook",
    ),
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="例：courselib check && courselib build",
)
@click.version_option(__version__, "--version", message="courselib %(version)s", help="显示版本。")
def cli() -> None:
    """党员教育培训课程库：检查课程内容，生成可离线使用的站点，检索课程。"""

