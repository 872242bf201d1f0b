"""Pages about offers, and the lines behind flats."""

from housing.views.offers import lines, offers  # noqa: F401
