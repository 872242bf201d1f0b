"""Pages about what landlords were asked, what they answered and what was promised."""

from housing.views.dealings import dealings, flat_holds, promises, proposals  # noqa: F401
