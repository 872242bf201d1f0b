"""How calendar files are answered."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext as _

from core.calendar.entries import Entry, calendar_file
from core.dates import utc_now
from core.i18n import say


def calendar_answer(entries: Iterable[Entry], name: str) -> Response:
    """For saving, or for a calendar program that asks again and again."""
    content = calendar_file(entries, name=_("Stegi"), say=say, at=utc_now())
    attachment = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return Response(content, content_type="text/calendar; charset=utf-8", headers=attachment)
