"""The filters over list and map."""

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice
from wtforms.widgets import HiddenInput

from core.forms import MoneyField, StegiForm, TextField, TypedField, WholeNumberField, between
from housing.forms.answers import ListedField, OneOfField, TickField, by_value
from housing.forms.drawn import AreaField, PointField
from housing.forms.municipality import MunicipalityField
from housing.forms.traits import TraitFields
from housing.map_marks import MarkBy
from housing.search import Order
from housing.states import ListingStatus
from housing.words.listings import LISTING_WORDS, ORDER_WORDS
from housing.words.maps import MARK_WORDS
from maps.boundaries import municipalities
from maps.distance import BoundingBox
from maps.outline import Municipality
from maps.region import region

RADII_KM = (1, 2, 5, 10, 20, 50)
MAY_BE_UNSAID = (
    "least_bedrooms", "least_size_m2", "lift", "step_free", "wheelchair", "quiet", "least_floor", "most_floor",
    "top_floor", "least_bathrooms", "least_parking", "least_year_built", "furnished", "heating", "condition",
    "energy_class", "certified", "available_on", "most_charges", "most_deposit", "rent_covers", "pets", "subsidised",
    "children", "foreigners", "landlord_pets", "landlord_all_year",
)  # fmt: skip
ON_THE_MAP = 0  # instead of a radius: what the map shows


class BoxField(TypedField):
    """What a map shows, written by static/js/points.js; of more than a map can be moved to, that."""

    widget = HiddenInput()
    message = _l("This part of the map cannot be read: choose a distance instead")

    def parse(self, text: str) -> BoundingBox:
        return BoundingBox.reading(text).clipped(region().ground)


class BoxForm(StegiForm):
    """Where a map is turned to, and nothing else."""

    class Meta:
        csrf = False

    bbox = BoxField(_l("What the map shows"))


class FilterForm(TraitFields):
    """The filters over list and map; sent by GET, so that a view can be passed on as an address."""

    class Meta:
        csrf = False

    words = TextField(_l("Words, street or number"))  # never a person's name: this stands in the address
    centre = ListedField(_l("Near"))
    municipality = MunicipalityField(_l("Municipality"))  # instead of a radius
    most_rent = MoneyField(_l("Rent up to, for one month"))
    least_bedrooms = WholeNumberField(_l("Bedrooms from"), [between(0, 20, _l("Bedrooms are between 0 and 20"))])
    least_size_m2 = WholeNumberField(_l("Size from"), [between(0, 1000, _l("The size is between 0 and 1000 m²"))])
    status = OneOfField(_l("Stage"), by_value(ListingStatus), LISTING_WORDS, empty=_l("Still to be had"))
    order = OneOfField(_l("Order"), by_value(Order), ORDER_WORDS, empty=None)
    bbox = BoxField(_l("What the map shows"))
    unsaid = TickField(_l("Also those that do not say it"))  # what a filter asks for
    heat = TickField(_l("Rent per m² in colours"))
    marks = OneOfField(_l("Markers show"), by_value(MarkBy), MARK_WORDS, empty=None)
    at = PointField(_l("Around the point"))
    area = AreaField(_l("Area"))
    radius_km = ListedField(
        _l("Within"), coerce=int, default=5,
        choices=[SelectChoice(radius, _l("%(distance)s km", distance=radius)) for radius in RADII_KM],
    )  # fmt: skip

    def __init__(self, formdata: MultiDict[str, str]) -> None:
        super().__init__(formdata)
        if not municipalities():
            del self.municipality
        if self.bbox.data is not None:
            shown = SelectChoice(ON_THE_MAP, _l("what the map shows"))
            self.radius_km.choices = [*self.radius_km.choices, shown]

    @property
    def further(self) -> list[str]:
        """The filters that are folded away, the stage among them."""
        return ["status", *super().further, "unsaid"]

    @property
    def further_is_wrong(self) -> bool:
        """Whether one of them cannot be read."""
        return any(self[name].errors for name in self.further)

    @property
    def leaves_unsaid_out(self) -> bool:
        """Whether a filter asks for something that an advert may not say."""
        return not self.unsaid.data and any(self._asks(name) for name in MAY_BE_UNSAID)

    def _asks(self, name: str) -> bool:
        """Whether the filter is on: no charges, or the ground floor, is something to ask for."""
        data = self[name].data
        return data is not None and data is not False and data != ""

    @property
    def within_municipality(self) -> Municipality | None:
        """In which one to look, where the region has any."""
        return self.municipality.meaning if self.municipality else None
