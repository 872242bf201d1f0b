"""Makes docs/permissions.md from the code: which role may what, and what each page asks for. Run by `make docs`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import Flask

from app import create_app
from core.auth.permissions import PERMISSIONS, Permission, StaffRole
from core.config import Settings
from core.crypto import KeyRing, new_key

PAGE = Path(__file__).with_suffix(".md")

_HEAD = """# Permissions

Made from the code by `make docs`; a test holds it to the code.

A role is held by a dated post at a programme, project, partner or centre, and its permissions count for that place and
whatever lies below it. A household, flat, lease or payment belongs to a centre: whoever may do something elsewhere may
not do it there.

## What each role may

"""
_PAGES = """
## What each page asks for

*anybody*: no sign-in. *staff*: whoever is signed in, for what is their own. *household*: whoever came in by a personal
link, for what is their own.

"""


def permissions_page(app: Flask) -> str:
    """The whole page, in Markdown."""
    roles = _table(("", *StaffRole), _by_role())
    return _HEAD + roles + _PAGES + _table(("address", "methods", "asks for"), sorted(_by_page(app)))


def _by_role() -> Iterator[tuple[str, ...]]:
    for permission in Permission:
        yield permission, *("yes" if permission in PERMISSIONS[role] else "" for role in StaffRole)


def _by_page(app: Flask) -> Iterator[tuple[str, ...]]:
    for rule in app.url_map.iter_rules():
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        asks_for = getattr(app.view_functions[rule.endpoint], "asks_for", "*anybody*")  # the static files have no view
        yield f"`{rule.rule}`", ", ".join(methods), asks_for


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    nowhere = Settings(
        database_url="sqlite://", secret_key="for this page alone", data_keys=KeyRing.from_text(f"1:{new_key()}")
    )
    PAGE.write_text(permissions_page(create_app(nowhere)), encoding="utf-8")
