"""Pages about how well flats and households fit."""

from housing.views.ranking import fit, weights  # noqa: F401
