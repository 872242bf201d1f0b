"""Pages about viewings."""

from housing.views.viewings import viewing_days, viewing_hand_overs, viewing_steps, viewings  # noqa: F401
