"""Pages about the best set of offers."""

from housing.views.allocation import allocation, pair_rulings, planned_offers  # noqa: F401
