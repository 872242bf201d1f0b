"""The ways to look at what was found: beside the map, on it, or in a table; the choice stands in the address."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from housing.search import Order
from housing.views.search.filters import Filters


class ResultView(StrEnum):
    """How one result is laid out."""

    LIST = "list"
    MAP = "map"
    TABLE = "table"


VIEW_WORDS = {
    ResultView.LIST: _l("List and map"),
    ResultView.MAP: _l("Map"),
    ResultView.TABLE: _l("Table"),
}
# As a column whose rows are in this order says it to those who cannot see the order.
_DIRECTIONS = dict.fromkeys(Order, "ascending") | {Order.NEWEST: "descending"}


def read_view() -> ResultView:
    """Whatever the address asks for; the list where it says nothing that we know."""
    asked = request.args.get("view")
    return next((view for view in ResultView if view == asked), ResultView.LIST)


def address_parts(filters: Filters, view: ResultView) -> Mapping[str, str]:
    """The filters and the view as parts of an address; the usual view is left out."""
    return filters.query if view is ResultView.LIST else {**filters.query, "view": view.value}


def sorting_by(filters: Filters, parts: Mapping[str, Any]) -> Mapping[str, Mapping[str, str | None]]:
    """For the head of a column, by order: where the same result is in that order, and how the rows stand now."""
    now = filters.form.order.meaning
    return {
        order.value: {
            "url": f"{url_for('housing.list_listings')}?{urlencode({**parts, 'order': order.value})}",
            "now": _DIRECTIONS[order] if order == now else None,
        }
        for order in Order
    }
