"""Pages about leases."""
