"""Pages about what a household needs and is shown."""

from housing.views.households import gates, needs, needs_areas, opinions, shortlist_compare, shortlist_steps, shortlists  # noqa: F401
