"""`stegi check`: what is right with this installation and what is not."""

import os

import click

from core.checks import Finding, Verdict, check_all
from core.commands import NEEDS_A_PERSON, REFUSED, print_json
from core.config import Settings, SettingsError
from core.dates import utc_now

MARKS = {Verdict.RIGHT: "right", Verdict.NEEDS_A_PERSON: "LOOK", Verdict.WRONG: "WRONG"}


@click.command("check")
@click.option("--demo", "demonstration", is_flag=True, help="Look at the demonstration made by `stegi demo`.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check_command(demonstration: bool, as_json: bool) -> None:
    """Settings, database, migrations, keys, jobs, disk, documents, geocoder, routing, tiles. Example: stegi check

    Ends with 0 when all is right, with 1 when something needs a person, with 2 when something is wrong.
    """
    findings = _findings(demonstration=demonstration)
    if as_json:
        print_json([{"what": f.what, "verdict": str(f.verdict), "words": f.words} for f in findings])
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.verdict]:6}{finding.what:12}{finding.words}")
    verdicts = {finding.verdict for finding in findings}
    if Verdict.WRONG in verdicts:
        raise click.exceptions.Exit(REFUSED)
    if Verdict.NEEDS_A_PERSON in verdicts:
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _findings(*, demonstration: bool) -> list[Finding]:
    try:
        settings = Settings.from_environment(demonstration=demonstration)
    except SettingsError as error:
        return [Finding("settings", Verdict.WRONG, str(error))]
    return list(check_all(os.environ, settings, utc_now()))
