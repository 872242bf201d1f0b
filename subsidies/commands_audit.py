"""`stegi audit`: is everything still as it was written down?"""

import re
import sys

import click

from core.audit.verifying import End, end_of, find_break
from core.commands import NEEDS_A_PERSON, command_database, print_json
from core.errors import Refused
from core.text import N_, Sentence
from subsidies.services.ledger import count_transactions, find_unbalanced

_END = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


@click.group("audit")
def audit_group() -> None:
    """Who did what, and that nobody has changed it since."""


@audit_group.command("verify")
@click.option("--noted", metavar="END", help="The end that an earlier run gave: it must still be in the chain.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def verify_command(noted: str | None, as_json: bool) -> None:
    """Compute the audit's chain anew, and look whether every transaction of the ledger balances.

    Exits with 0 when both are whole, and with 1 when not, naming the first entry that is broken.

    \b
    Example:
      stegi audit verify
    """
    with command_database(as_json=as_json, read_only=True) as session:
        earlier = _end(noted) if noted else None
        end = end_of(session)
        with click.progressbar(length=end.position, label="Entries", file=sys.stderr, hidden=as_json) as bar:
            broken = find_break(session, end, noted=earlier, progress=bar.update)
        transactions, unbalanced = count_transactions(session), [row.id for row in find_unbalanced(session)]
    if as_json:
        print_json({
            "entries": end.position,
            "end": str(end),
            "broken": {"entry": broken.entry, "message": str(broken.what)} if broken else None,
            "transactions": transactions,
            "unbalanced": unbalanced,
        })  # fmt: skip
    else:
        click.echo(str(broken.what) if broken else f"The audit is whole: {end.position} entries, up to {end}")
        click.echo(
            f"Transaction {unbalanced[0]} of the ledger does not balance."
            if unbalanced
            else f"The ledger is whole: {transactions} transactions"
        )
    raise click.exceptions.Exit(NEEDS_A_PERSON if broken or unbalanced else 0)


def _end(text: str) -> End:
    found = _END.fullmatch(text)
    if found is None:
        raise Refused(Sentence(N_("An end is written as `stegi audit verify` writes it: a number, a colon, a hash.")))
    return End(int(found[1]), bytes.fromhex(found[2]))
