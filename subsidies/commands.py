"""`stegi quote` and `stegi scheme`: the engine on the command line. Neither needs a database."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn

import click

from core.text import N_, Sentence
from subsidies.rules.answer import answer
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import SchemeFileError, SchemeFileErrors, read_scheme, shipped_schemes, shipped_text
from subsidies.streams import JsonCommand, print_json, read_bytes

REFUSED = 2

_QUOTE_HELP = """Compute the schedule of a case (a JSON file, or - for standard input) as JSON.

\b
Example:
  stegi quote case.json
  stegi quote --lines cases.jsonl --scheme-file my-scheme.toml

Exit code 0, also when the case is not eligible; 2 when a case or the scheme file is malformed.
"""
