"""How far a household is with the programme: what was written down about it, each row once."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from people.models.household import Household
from people.stages import Stage, StageFact, StageReason


class HouseholdStage(Base):
    """Where a household stands from a day on. Never changed: what was wrong is superseded by another row.

    A row without a stage says that the one it supersedes never was.
    """

    __tablename__ = "household_stage"
    __audit_person__ = "household"
    __table_args__ = (
        CheckConstraint("stage IS NOT NULL OR supersedes_id IS NOT NULL", name="nothing_only_instead"),
        CheckConstraint("reason IS NULL OR stage IN ('searching', 'exited')", name="reason_of_a_move"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    stage: Mapped[Stage | None]
    since_on: Mapped[date]
    reason: Mapped[StageReason | None]
    referred_by: Mapped[str | None] = mapped_column(Sealed("household_stage.referred_by"))  # a service, a person
    note: Mapped[str | None] = mapped_column(Sealed("household_stage.note"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("household_stage.id"), unique=True)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: taken over from what was known
    written_at: Mapped[datetime]

    household: Mapped[Household] = relationship()
    written_by: Mapped[User | None] = relationship()

    @property
    def fact(self) -> StageFact:
        """What it says. Only of a row with a stage."""
        assert self.stage is not None
        return StageFact(self.stage, self.since_on, self.reason)
