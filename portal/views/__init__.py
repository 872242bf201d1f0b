"""The households' own pages, and the link that leads to them."""

from portal.views.blueprint import bp

from portal.views import calendar, home, homes, links, money, offers, photos, viewings  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
