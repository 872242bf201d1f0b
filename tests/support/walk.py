"""Every route there is, with the rows that are there, as everybody who may come in: what is new is walked by itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, product
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, url_for
from sqlalchemy import Connection, Engine, func, select
from werkzeug.routing import Rule

from core.auth.permissions import StaffRole
from core.db import Base
from core.jobs import Job
from core.jobs.kinds import KINDS
from tests.support.pages import PageClient
from tests.support.rows import TODAY
from tests.support.second_factor import sign_in_by_page

Accounts = Mapping[str, Mapping[str, str]]  # how to come in, by role
MONTHS = (TODAY.replace(day=1), date(TODAY.year + 1, 6, 1))  # one that is due, one that is not yet
ROLES = (None, *StaffRole, "household")


def rules(app: Flask, method: str = "GET") -> list[Rule]:
    found = (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))
    return sorted(found, key=lambda rule: rule.rule)


def come_in(app: Flask, accounts: Accounts, role: str | None) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    if role is None:
        return client
    account = accounts[role]
    if "link" in account:
        link = urlsplit(account["link"]).path
        client.submit(link, action=link)
    else:
        sign_in_by_page(client, account["email"], account["password"], account.get("totp_secret"))
    return client


def addresses(app: Flask, engine: Engine, method: str) -> dict[str, str]:
    """An address of every route, by endpoint, with the ids of rows that are there."""
    return {endpoint: found[0] for endpoint, found in all_addresses(app, engine, method, most=1).items()}


def all_addresses(
    app: Flask, engine: Engine, method: str = "GET", *, most: int, known: Mapping[str, Sequence[Any]] | None = None
) -> dict[str, list[str]]:
    """At most so many addresses of every route, the rows in their order; `known` are the values of some arguments."""
    values = {
        "token": ["no-such-token"],
        "filename": ["favicon.svg"],
        "month": [TODAY.replace(day=1), date(TODAY.year + 1, 6, 1)],
    }
    values |= {"step": ["contact"], "kind": ["partner"], "unit_id": [1]}
    values |= {"edition": [1], "zoom": [0], "column": [0], "row": [0]}
    values |= {"key": ["demonstration", "opeka-housing-benefit"], "version": [2, 1]} | (known or {})
    with engine.connect() as connection, app.test_request_context():
        ids = {
            name: _from_both_ends(connection.scalars(select(table.c.id).order_by(table.c.id)).all())
            for name, table in Base.metadata.tables.items()
            if "id" in table.c
        }
        ids["job"] = list(dict.fromkeys([*_one_of_each_kind(connection), *ids["job"]]))
        return {rule.endpoint: list(islice(_addresses_of(rule, values, ids), most)) for rule in rules(app, method)}


def _one_of_each_kind(connection: Connection) -> Sequence[int]:
    """Of jobs, first those of kinds that have pages of their own."""
    found = connection.execute(select(Job.kind, func.min(Job.id)).group_by(Job.kind).order_by(Job.kind)).all()
    return [job_id for kind, job_id in sorted(found, key=lambda one: KINDS[one.kind].page is None)]


def _from_both_ends(ids: Sequence[int]) -> list[int]:
    """The oldest, the newest, the second oldest, and so on; without a row an address where nothing is found."""
    in_turn = (pair[turn] for pair in zip(ids, reversed(ids), strict=True) for turn in (0, 1))
    return list(dict.fromkeys(in_turn)) or [1]


def _addresses_of(rule: Rule, values: Mapping[str, Sequence[Any]], ids: Mapping[str, list[int]]) -> Iterator[str]:
    names = sorted(rule.arguments)
    rows = [values[name] if name in values else ids[_table(name, ids)] for name in names]
    for row in product(*rows):
        yield url_for(rule.endpoint, **dict(zip(names, row, strict=True)))


def _table(argument: str, ids: Mapping[str, list[int]]) -> str:
    """`award_id` is the key of `subsidy_award`."""
    noun = argument.removesuffix("_id")
    return min((name for name in ids if name == noun or name.endswith(f"_{noun}")), key=len)
