"""The region's drawing on the first page: two towns, joined by a way, on `static/land/REGION.svg`."""

from typing import NamedTuple

from maps.places import places
from maps.region import PICTURE_HEIGHT, PICTURE_WIDTH, region


class Town(NamedTuple):
    """Where a town stands, by the drawing's own measure."""

    x: float
    y: float
    el: str
    en: str

    def name(self, language: str) -> str:
        """Greek for Greek readers; Latin letters for all others."""
        return self.el if language == "el" else self.en


class RegionPicture(NamedTuple):
    """What stands on the outline of a region, which is the file `outline` below the static files."""

    outline: str
    view_box: str
    towns: tuple[Town, ...]


def region_picture() -> RegionPicture:
    """The drawing of the region that the service is for."""
    here = region()
    places_by_name = {place.name_el: place for place in places()}
    towns = (places_by_name[name] for name in here.towns)
    return RegionPicture(
        outline=f"land/{here.key}.svg",
        view_box=f"{-PICTURE_WIDTH // 2} {-PICTURE_HEIGHT // 2} {PICTURE_WIDTH} {PICTURE_HEIGHT}",
        towns=tuple(Town(*here.on_picture(town.point), town.name_el, town.name_en) for town in towns),
    )
