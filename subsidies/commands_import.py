"""`stegi import awards`, beside the files that the packages below take in."""

from typing import Any

from housing.import_commands import import_group, import_kind, import_options
from subsidies.file_kinds import AWARDS

__all__ = ["import_group"]


@import_group.command("awards")
@import_options
def import_awards(**options: Any) -> None:
    """Import awards that run already from a spreadsheet or a text file, with the months that were paid.

    One row for each month of a household: its number, the key of the scheme, month, amount and the day of payment; or
    one row for each household with a column for each month. Amounts stay as they are given. Another person approves
    every award on its page; what was paid is paid by no run. Exit codes are those of `import listings`.

    \b
    Example:
      stegi import awards subsidies.xlsx --source register --centre CENTRE
    """
    import_kind(AWARDS, **options)
