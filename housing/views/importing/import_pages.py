"""What the pages of imports share: each stands in the menu where its rows end up."""

from flask import render_template

from core.auth.access import actor
from core.panels import panels
from housing.words.imports import IMPORT_WORDS


def render_import(template: str, kind: str | None, **values: object) -> str:
    """The page of a file of this kind; of one that is gone nobody knows the kind any more."""
    place = IMPORT_WORDS[kind].home[1] if kind else None
    return render_template(template, navigation=panels().navigation(actor(), place), kind=kind, **values)
