"""Pages about leases."""

from housing.views.leases import lease_ends, leases, letters  # noqa: F401
