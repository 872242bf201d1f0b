"""Places as forms offer them to an administrator: `project-3` for the third project."""

from core.auth import reach
from core.auth.access import actor
from core.dates import today
from core.i18n import language
from core.session import db_session
from core.structure import PlaceKind
from core.views.blueprint import UNIT_WORDS


def place_choices() -> list[tuple[str, str]]:
    """Everything the administrator answers for, from the top."""
    return [
        (f"{line.place.kind}-{line.place.id}", f"{UNIT_WORDS[line.place.kind]}: {line.unit.name(language())}")
        for line in reach.list_structure(db_session(), actor(), today())
    ]


def chosen_unit(key: str) -> reach.AnyUnit:
    """What stands behind one of these choices."""
    kind, _, unit_id = key.partition("-")
    return reach.get_unit(db_session(), PlaceKind(kind), int(unit_id), actor())
