"""How much each part of a score counts."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base


class RankingWeights(Base):
    """What an administrator set, for every centre, until somebody sets it anew: the latest row is in force."""

    __tablename__ = "ranking_weights"

    id: Mapped[int] = mapped_column(primary_key=True)
    parts: Mapped[dict[str, int]] = mapped_column(JSON)  # as housing.ranking.Weights names them
    reason: Mapped[str]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]

    set_by: Mapped[User] = relationship()
