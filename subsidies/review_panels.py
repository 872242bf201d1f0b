"""Awards to be looked at again, on the day's board."""

from datetime import date
from itertools import groupby

from flask import url_for
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.panels import Panels
from core.tasks import Task
from core.text import N_, Sentence
from subsidies.models import AwardReview, SubsidyAward
from subsidies.services.reviews import open_reviews, sentence_of
from subsidies.task_groups import AWARDS


def register_reviews(panels: Panels) -> None:
    """Add the tasks to the registry."""
    panels.tasks.append((Permission.PREPARE_AWARDS, _awards_to_look_at))


def _awards_to_look_at(session: Session, user: User, on: date) -> list[Task]:
    reviews = sorted(open_reviews(session, user), key=lambda review: (review.award_id, review.id))
    return [_task(award, list(of_one)[-1]) for award, of_one in groupby(reviews, key=lambda review: review.award)]


def _task(award: SubsidyAward, latest: AwardReview) -> Task:
    return Task(
        title=Sentence(N_("Look at the award of %(household)s again"), {"household": award.lease.household.name}),
        why=sentence_of(latest),
        action=Sentence(N_("Look")),
        url=url_for("subsidies.show_award", award_id=award.id),
        icon="people",
        group=AWARDS,
    )
