"""Pages about the homes that adverts and leases are about."""

from housing.views.homes import homes, let_homes, voids  # noqa: F401
