"""What waits and is only counted: of every package by one query, of each person what that person may."""

from datetime import date

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission, StaffRole
from core.panels import Counted, Panels
from core.tasks import Task, TaskGroup
from core.text import Sentence
from tests.support import rows, statements
from tests.support.rows import TODAY

GROUP = TaskGroup("all", Sentence("All"))


def counted(permission: Permission, *numbers: int) -> Counted:
    """So many of each, and a task that names them. All call their columns the same."""

    def query(user: User, on: date) -> Select[*tuple[int, ...]]:
        return select(*(literal(number).label(f"waiting_{place}") for place, number in enumerate(numbers)))

    def tasks(*found: int) -> list[Task]:
        return [Task(Sentence(repr(found)), Sentence("Why"), Sentence("Open"), "/", "telephone", GROUP)]

    return Counted(permission, query, tasks)


def test_all_counts_are_asked_for_at_once_and_come_back_to_whom_they_belong(session: Session):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    panels = Panels()
    panels.counted += [
        counted(Permission.EDIT_LISTINGS, 3, 4),
        counted(Permission.ADMINISTER, 7),
        counted(Permission.EDIT_HOUSEHOLDS, 5),
    ]
    session.flush()
    with statements.counted(session) as asked:
        board = panels.board(session, officer, TODAY)
    assert [str(task.title) for task in board.tasks] == ["(3, 4)", "(5,)"]
    assert len([one for one in asked if one.startswith("SELECT")]) == 1
    assert Panels().board(session, officer, TODAY).tasks == ()
