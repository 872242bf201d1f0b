"""`stegi link`: lets an administrator in again whom no other one could let in."""

from datetime import date

import click

from core.auth import second_factor, staff
from core.auth.accounts import get_by_email
from core.auth.invitations import DAYS_VALID
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.commands import address_option, command_database, print_json
from core.dates import day_of, utc_now
from core.errors import Refused
from core.text import N_, Sentence

NO_ADMINISTRATOR = Sentence(
    N_("This person is no administrator: an administrator makes the link, on the page “Staff”.")
)


@click.command("link")
@click.argument("email")
@click.option("--second-factors", is_flag=True, help="Remove app, passkeys and recovery codes, which are lost too.")
@address_option("Where the service answers.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def link_command(email: str, second_factors: bool, address: str, as_json: bool) -> None:
    """Print a link by which an administrator sets a new password, once; earlier links end.

    For the only administrator, who has nobody else to ask: after a restore, say, an unused first link has expired.
    The audit notes it as a step of the service itself.

    \b
    Example:
      stegi link maria@example.org --address https://stegi.example.org
    """
    at = utc_now()
    with command_database(as_json=as_json) as session:
        user = get_by_email(session, email)
        if not _administers(user, day_of(at)):
            raise Refused(NO_ADMINISTRATOR)
        token = staff.make_link(session, user, actor=None, at=at)
        if second_factors:
            second_factor.begin_anew(session, user, actor=None, at=at)
    link = f"{address.rstrip('/')}/invitation/{token}"
    if as_json:
        print_json({"administrator": email, "link": link, "days_valid": DAYS_VALID})
    else:
        click.echo(f"Within {DAYS_VALID} days a password is set, once, by")
        click.echo(link)


def _administers(user: User, on: date) -> bool:
    return any(post.role is StaffRole.ADMINISTRATOR and post.is_running(on) for post in user.posts)
