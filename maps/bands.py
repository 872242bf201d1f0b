"""Strips of the earth between two parallels, so that an index finds what lies near by two ranges: band, longitude.

An index on latitude and longitude alone reads the whole strip of latitudes and only then sifts by longitude: with a
hundred times as many points it takes a hundred times as long. By bands it takes what the neighbourhood holds.
"""

from math import floor

BANDS_PER_DEGREE = 1000  # 111 m each: a ring brings along little besides


def band_of(latitude: float) -> int:
    """The number of the strip in which the latitude lies; the equator is the southern edge of strip 0."""
    return floor(latitude * BANDS_PER_DEGREE)
