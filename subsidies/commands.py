"""`stegi quote`: the engine on the command line, without a database.

Whatever is refused is refused in JSON on standard output, wrong options too.
"""

from collections.abc import Iterable, Mapping

import click

from subsidies.command_files import (
    REFUSED,
    JsonCommand,
    Unreadable,
    decode,
    error_of,
    print_json,
    read_file,
    read_scheme_file,
    refuse_in_json,
)
from subsidies.rules.answer import answer
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import shipped_schemes


@click.command("quote", cls=JsonCommand)
@click.argument("case_file", metavar="[CASE.json]", required=False)
@click.option("--lines", "lines_file", metavar="CASES.jsonl", help="Answer a file with one JSON case on each line.")
@click.option("--scheme-file", metavar="SCHEME.toml", help="Reckon by this file; the cases must name its key.")
@click.option("--json", is_flag=True, expose_value=False, help="As JSON, which it is anyhow.")
def quote_command(case_file: str | None, lines_file: str | None, scheme_file: str | None) -> None:
    """Compute what a case is due, month by month. "-" reads standard input; the answer is JSON.

    Exits with 0, also when the case is not eligible, and with 2 when a case or the scheme file is malformed.

    \b
    Example:
      stegi quote case.json
      stegi quote --lines cases.jsonl --scheme-file scheme.toml
    """
    name = lines_file or case_file
    if not name or (lines_file and case_file):
        refuse_in_json(error_of("usage", "Give either one CASE.json or --lines CASES.jsonl."))
    schemes = _schemes(scheme_file)
    try:
        raw = read_file(name)
    except Unreadable as unreadable:
        refuse_in_json(error_of("unreadable", str(unreadable)))
    cases = [line for line in raw.split(b"\n") if line.strip()] if lines_file else [raw]
    _print_answers((_answer(case, schemes) for case in cases), indent=None if lines_file else 2)


def _schemes(scheme_file: str | None) -> Mapping[str, Scheme]:
    if scheme_file is None:
        return shipped_schemes()
    scheme = read_scheme_file(scheme_file)
    return {scheme.key: scheme}


def _answer(raw: bytes, schemes: Mapping[str, Scheme]) -> dict[str, object]:
    try:
        case = read_case(parse_json(decode(raw)), schemes)
    except Unreadable as unreadable:
        return error_of("unreadable", str(unreadable))
    except CaseError as error:
        return {"error": error.as_json()}
    return answer(quote(schemes[case.scheme], case))


def _print_answers(answers: Iterable[dict[str, object]], indent: int | None) -> None:
    is_refused = False
    for result in answers:
        print_json(result, indent)
        is_refused |= "error" in result
    if is_refused:
        raise click.exceptions.Exit(REFUSED)
