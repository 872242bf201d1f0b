"""What is new in saved searches, on the day's board."""

from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.panels import Panels
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import SavedSearch
from housing.panels.task_groups import SEARCHES
from housing.services.search.search_matches import TOLD
from housing.views.search.watched import watched


def register_searches(panels: Panels) -> None:
    """Add one's own saved searches."""
    panels.tasks.append((Permission.VIEW_LISTINGS, _searches_with_news))


def _searches_with_news(session: Session, user: User, on: date) -> list[Task]:
    """One for each; what cannot be read any more waits for nobody."""
    counted = ((one.saved, one.count_new(session)) for one in watched(session, user, on))
    return [_look(saved, new) for saved, new in counted if new]


def _look(saved: SavedSearch, new: int) -> Task:
    return Task(
        title=_title(saved.name, new),
        why=Sentence(N_("They fit one of your saved searches now, and you have not seen them in it.")),
        action=Sentence(N_("Look at them")),
        url=url_for("housing.open_saved_search", saved_search_id=saved.id),
        icon="search",
        group=SEARCHES,
        sends={"since": str(saved.openings)},
        is_mine=True,
    )


def _title(name: str, new: int) -> Sentence:
    if new > TOLD:
        return Sentence(N_("More than %(most)s new listings in “%(search)s”"), {"most": TOLD, "search": name})
    return Sentence.counted(
        new, "%(n)s new listing in “%(search)s”", "%(n)s new listings in “%(search)s”", {"search": name}
    )
