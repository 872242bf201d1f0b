"""What is looked for, read from the address, so that list, map and files show the same and a view can be sent."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice

from core.auth.access import actor
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today
from core.i18n import language
from core.money import round_cents
from core.session import db_session
from core.structure import Centre
from housing.forms.search import ON_THE_MAP, FilterForm
from housing.search import (
    LeasesSeen,
    Mark,
    Near,
    Order,
    Placed,
    SearchCriteria,
    SearchResult,
    count,
    reach_over,
    search,
)
from maps.distance import Point

DEFAULT_RADIUS_KM = 5
_NOTHING = SearchResult((), total=0)
_MARK = re.compile(r"(\d{1,9}(?:\.\d{1,20})?(?:e-\d{1,2})?)?_(\d{1,9})", re.ASCII)  # kilometres or euros, and a number


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads filters, the centres of that person, and on which day."""

    user: User
    centres: Sequence[Centre]
    on: date


@dataclass(frozen=True, slots=True)
class Filters:
    """The filter form as sent, the centre it is about, and what it asks for: nothing where a filter is wrong."""

    form: FilterForm
    centre: Centre | None
    criteria: SearchCriteria | None
    query: Mapping[str, str]  # the filters as parts of an address
    after: Mark | None  # where the page begins

    @property
    def shows_rents(self) -> bool:
        """Whether the map is coloured by what a square metre asks."""
        return self.criteria is not None and bool(self.form.heat.data)

    @property
    def point(self) -> Point | None:
        """From where is measured instead of from the centre."""
        return self.form.at.data if self.criteria else None

    def find(self, most: int | None = None) -> SearchResult:
        """The page that the address asks for, or the first `most`."""
        if self.criteria is None:
            return _NOTHING
        if most is not None:
            return search(db_session(), self.criteria, most)
        return search(db_session(), self.criteria, after=self.after)

    def count(self) -> int:
        """How many there are; one more than are counted where there are more."""
        return 0 if self.criteria is None else count(db_session(), self.criteria)


def read_filters() -> Filters:
    """Whatever the address asks for."""
    return filters_of(request.args)


def filters_of(args: MultiDict[str, str], reader: Reader | None = None) -> Filters:
    """What the parts of an address ask for, as far as the reader may see it: whoever acts now, unless one is given."""
    reader = reader or Reader(actor(), centres_of(db_session(), actor()), today())
    centres, form = reader.centres, FilterForm(args)
    form.centre.choices = [SelectChoice(centre.key, centre.name(language())) for centre in centres]
    form.centre.data = form.centre.data or next((c.key for c in centres), "")
    if form.radius_km.data is None:
        form.radius_km.data = DEFAULT_RADIUS_KM
    centre = next((c for c in centres if c.key == form.centre.data), None)
    if not centres or not form.validate():
        return Filters(form, centre, None, _sent(form, args), None)
    assert centre is not None  # the form knows no others
    criteria = _criteria(form, centre, reader)
    return Filters(form, centre, criteria, _sent(form, args), _read_mark(criteria.order, args.get("after", "")))


def write_mark(mark: Mark) -> str:
    """The last row of a page as a part of an address."""
    value = mark.km if isinstance(mark, Near) else mark.value
    return f"{'' if value is None else value}_{mark.listing_id}"


def _criteria(form: FilterForm, centre: Centre, reader: Reader) -> SearchCriteria:
    near = form.at.data or Point(centre.latitude, centre.longitude)
    area, municipality = form.area.data, form.within_municipality
    by_map = form.radius_km.data == ON_THE_MAP and not (area or municipality)
    criteria = SearchCriteria(
        near=near,
        radius_km=form.radius_km.data,
        within=form.bbox.data if by_map else None,
        area=area,
        municipality=municipality,
        centre_ids=reader.user.duty.centres,
        most_rent=form.most_rent.data,
        least_bedrooms=form.least_bedrooms.data,
        least_size_m2=form.least_size_m2.data,
        status=form.status.meaning,
        traits=form.traits(reader.on),
        words=form.words.data or "",
        leases_seen=_leases_seen(reader) if form.status.meaning else None,
        order=form.order.meaning,
    )
    if criteria.frame:
        criteria = replace(criteria, radius_km=reach_over(near, criteria.frame))
    return criteria.or_unsaid() if form.unsaid.data else criteria


def _leases_seen(reader: Reader) -> LeasesSeen:
    """Of these the map of let homes shows where they are, and so may the list. What may still be had is nobody's."""
    duty = reader.user.duty
    served_by = duty.narrowed(Permission.VIEW_LEASES).centres
    return LeasesSeen(served_by, duty.narrowed(Permission.VIEW_LISTINGS).centres, reader.on)


def _sent(form: FilterForm, args: MultiDict[str, str]) -> dict[str, str]:
    """The filters as they were typed, and nothing else that stands in the address."""
    return {name: args[name] for name in form.data if args.get(name)}


def _read_mark(order: Order, written: str) -> Mark | None:
    """Whatever is no mark of this order means the first page: somebody may have changed the order by hand."""
    if not (found := _MARK.fullmatch(written)):
        return None
    value, key = found[1], int(found[2])
    if order is Order.DISTANCE:
        return Near(float(value), key) if value else None
    if order is Order.RENT and not value:
        return None
    return Placed(round_cents(Decimal(value)) if value else None, key)
