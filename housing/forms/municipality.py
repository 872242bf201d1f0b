"""In which municipality to look."""

from typing import Any

from core.i18n import language
from core.search_keys import order_key
from housing.forms.answers import OneOfField
from maps.boundaries import municipalities


class MunicipalityField(OneOfField):
    """One of the region's, by the alphabet of the reader; the answer to it is the municipality."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        names = {found.key: found.name(language()) for found in municipalities()}
        known = sorted(municipalities(), key=lambda found: order_key(names[found.key]))
        super().__init__(label, {found.key: found for found in known}, names, **kwargs)
