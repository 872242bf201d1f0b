"""The command line: a table of commands, each imported only when it is called; so `stegi quote` answers at once.

Every other works on the database, for which every package has to be there: their tables point at one another's.
"""

from collections.abc import Mapping
from importlib import import_module

import click

from core.garbage import loading

COMMANDS: Mapping[str, str] = {
    "audit": "subsidies.commands_audit:audit_group",
    "backup": "core.backup.commands:backup_command",
    "check": "core.check_commands:check_command",
    "demo": "commands:demo",
    "init": "core.init_command:init",
    "import": "subsidies.commands_import:import_group",
    "keys": "core.key_commands:keys_group",
    "link": "core.link_command:link_command",
    "payments": "subsidies.commands_payments:payments_group",
    "quote": "subsidies.commands:quote_command",
    "restore": "core.backup.commands:restore_command",
    "scheme": "subsidies.commands_scheme:scheme_group",
    "search": "housing.commands:search_command",
    "serve": "commands:serve",
    "upgrade": "core.upgrade_command:upgrade_command",
    "work": "commands:work",
}
WITHOUT_DATABASE = frozenset({"quote"})


class _LateGroup(click.Group):
    """A group that finds its commands in COMMANDS."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        with loading():
            if name not in WITHOUT_DATABASE:
                import_module("app")
            command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=_LateGroup)
def main() -> None:
    """Stegi: housing search and rental subsidies."""


if __name__ == "__main__":
    main()
