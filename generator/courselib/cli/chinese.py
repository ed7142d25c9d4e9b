"""Click in Chinese: help headings and messages of wrong usage, made from Click's own structured errors."""

from __future__ import annotations

import difflib
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click


def _help_option(command: click.Command, ctx: click.Context) -> click.Option | None:
    names = command.get_help_option_names(ctx)
    if not names or not command.add_help_option:
        return None

    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, callback=show, help="显示这份说明。")


class ChineseCommand(click.Command):
    """A command whose help speaks Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a Chinese text."""
        return _help_option(self, ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the usage line's parts with Chinese placeholders."""
        pieces = super().collect_usage_pieces(ctx)
        return ["[选项]" if p == "[OPTIONS]" else p.replace("COMMAND [ARGS]...", "命令 …") for p in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        rows = [row for p in options if (row := p.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class ChineseGroup(ChineseCommand, click.Group):
    """A group whose help speaks Chinese and that suggests the nearest command."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(80)) for name, command in commands if command]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, or fail in Chinese with the nearest name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            raise click.UsageError(f"没有“{name}”这个命令。" + (f"是否想写 {near[0]}？" if near else ""), ctx)
        return super().resolve_command(ctx, args)


class RoomGroup(ChineseGroup):
    """A group whose commands live in rooms of their own, each opened when it is called: a command starts without the others.

    ``rooms`` names the modules beside this one; each holds a command of its own name. A name that Python keeps for itself has an
    underscore behind it there.
    """

    def __init__(self, *args: Any, rooms: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = rooms

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the commands in the order of their rooms."""
        return list(self.rooms)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - Click's signature
        """Return a command, or ``None`` when there is no such room."""
        if cmd_name not in self.rooms:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f".{name}", __package__), name)
        return command


def explain_usage(error: click.UsageError) -> str:
    """Return a Chinese sentence for any of Click's usage errors."""
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities[0] if error.possibilities else ""
        return f"没有“{error.option_name}”这个选项。" + (f"是否想写 {near}？" if near else "")
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_name(error.param)}。"
    if isinstance(error, click.BadParameter):
        return f"参数 {_name(error.param)} 的值不对：{_bad_value(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少值，或多写了值。"
    message = error.format_message()
    if message.startswith("Got unexpected extra argument"):
        return f"多了参数：{message.partition('(')[2].rstrip(')')}"
    if message == "Missing command.":
        return "缺少命令。"
    return message


def _name(param: Any) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def _bad_value(error: click.BadParameter) -> str:
    kind = getattr(error.param, "type", None)
    if isinstance(kind, click.Choice):
        return f"可选 {'、'.join(str(c) for c in kind.choices)}。"
    if isinstance(kind, click.IntRange):
        return f"应是不小于 {kind.min} 的整数。" if kind.max is None else f"应是 {kind.min} 到 {kind.max} 的整数。"
    if isinstance(kind, click.types.IntParamType):
        return "应是整数。"
    return error.message
