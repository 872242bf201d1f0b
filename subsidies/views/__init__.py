"""Pages about schemes, awards, payments and months."""

from subsidies.views.blueprint import bp

from subsidies.views import awards, batches, calculator, imports, letters, months, outcomes, proposals, schemes  # noqa: F401  (the views register themselves)  # isort: skip

__all__ = ["bp"]
