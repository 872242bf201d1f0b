"""`stegi quote` and `stegi scheme`: the engine on the command line. Neither needs a database."""

REFUSED = 2

_QUOTE_HELP = """Compute the schedule of a case (a JSON file, or - for standard input) as JSON.

\b
Example:
  stegi quote case.json
  stegi quote --lines cases.jsonl --scheme-file my-scheme.toml

Exit code 0, also when the case is not eligible; 2 when a case or the scheme file is malformed.
"""
