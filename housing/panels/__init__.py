"""What housing puts into places that other packages keep: navigation, the day's board, pages, calendars, search."""

from core.panels import Panels
from housing.panels.centres import register_centre
from housing.panels.complaints import register_complaints
from housing.panels.dates import register_dates
from housing.panels.figures import register_figures
from housing.panels.finders import register_finders
from housing.panels.gates import register_gates
from housing.panels.happenings import register_happenings
from housing.panels.households import register_search
from housing.panels.landlords import register_landlords
from housing.panels.leases import register_leases
from housing.panels.lines import register_lines
from housing.panels.listings import register_listings
from housing.panels.nearby import register_nearby
from housing.panels.place_pins import register_place_pin
from housing.panels.same import register_same
from housing.panels.searches import register_searches
from housing.panels.talks import register_talks
from housing.panels.viewings import register_viewings
from housing.words.audit import STEPS, SUBJECTS


def register(panels: Panels) -> None:
    """Add everything of housing to the registry."""
    register_finders(panels)
    panels.add_audit_words(STEPS, SUBJECTS)
    register_listings(panels)
    register_nearby(panels)
    register_place_pin(panels)
    register_landlords(panels)
    register_search(panels)
    register_viewings(panels)
    register_searches(panels)
    register_same(panels)
    register_leases(panels)
    register_lines(panels)
    register_gates(panels)
    register_figures(panels)
    register_centre(panels)
    register_dates(panels)
    register_happenings(panels)
    register_talks(panels)
    register_complaints(panels)
