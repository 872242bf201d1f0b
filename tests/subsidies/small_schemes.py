"""Schemes of one table, as text, and the facts that a comparison tells."""

from datetime import date

from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_changes import SchemeChanges, TableChange
from subsidies.rules.scheme_file import read_scheme

HEAD = """
key = "one"
status = "active"
name = { el = "Ένα", en = "One" }
source = "Order 1"
"""
MONTHLY = """
[[monthly]]
from = 2026-01-01
source = "Order 1, article 2"
rule = "bands"
bands = [ { size = 1, amount = "100.00" }, { size = 3, amount = "250.00" } ]
"""
PER_MEMBER = """
base = "70.00"
each_further = "35.00"
first_minor_of_single_parent = "60.00"
unprotected_child = "50.00"
most = "210.00"
"""
OF_MEMBERS = f'[[monthly]]\nfrom = 2026-01-01\nrule = "per-member"\n{PER_MEMBER}'
GAP = """
[[monthly]]
from = 2026-01-01
rule = "income-gap"
bands = [ { size = 1, amount = "400.00" } ]
income_share = "0.30"
least = "20.00"
"""
MONTHS = "months = 12\n"
ON = date(2026, 6, 1)


def scheme(tables: str = "", *, terms: str = MONTHS, head: str = HEAD) -> Scheme:
    return read_scheme(f"{head}\n[terms]\n{terms}\n{tables}", "one.toml")


def facts(changes: SchemeChanges | TableChange) -> list[tuple[str, str, str]]:
    return [(str(fact.label), str(fact.before), str(fact.after)) for fact in changes.facts]
