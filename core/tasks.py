"""What waits for somebody: what to do, why, by when, and what comes first. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from core.text import N_, Sentence

SOON = timedelta(days=7)


class Stage(IntEnum):
    """How a task stands to its last day. What has no day is due now, before what has a week and more."""

    LATE = 0
    TODAY = 1
    SOON = 2
    OPEN = 3
    LATER = 4


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A kind of work, which may be looked at alone."""

    key: str  # in the address of the page
    label: Sentence


ALL = TaskGroup("", Sentence(N_("Everything")))
MINE = TaskGroup("mine", Sentence(N_("Mine")))
FIRST_STEPS = TaskGroup("first", Sentence(N_("First steps")))  # of a new office, until each is done


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the day's board: what to do, why, and where."""

    title: Sentence
    why: Sentence
    action: Sentence
    url: str
    icon: str
    group: TaskGroup
    due_on: date | None = None  # the last day for it
    is_mine: bool = False  # about whom this person answers for, or promised by this person
    sends: Mapping[str, str] | None = None  # the address is sent this: opening it is a step

    def stage(self, on: date) -> Stage:
        """How it stands on a day."""
        if self.due_on is None:
            return Stage.OPEN
        if self.due_on <= on:
            return Stage.LATE if self.due_on < on else Stage.TODAY
        return Stage.SOON if self.due_on <= on + SOON else Stage.LATER


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that waits for one person on a day, the most urgent first."""

    on: date
    tasks: tuple[Task, ...]

    @classmethod
    def of(cls, tasks: Iterable[Task], on: date) -> "Board":
        """By stage; within one, what is this person's own before what is the centre's, each by its day.

        Tasks that are alike in all of that stay in the order in which they come.
        """
        return cls(on, tuple(sorted(tasks, key=lambda task: (task.stage(on), not task.is_mine, task.due_on or on))))

    @property
    def tabs(self) -> list[tuple[TaskGroup, int]]:
        """What may be looked at alone, and how many these are: all, this person's own, each kind as it is met."""
        counts = Counter(task.group.key for task in self.tasks)
        groups = {task.group.key: task.group for task in self.tasks}
        own = len(self.showing(MINE))
        mine = [(MINE, own)] if 0 < own < len(self.tasks) else []
        return [(ALL, len(self.tasks)), *mine, *((group, counts[key]) for key, group in groups.items())]

    def find_tab(self, key: str) -> TaskGroup:
        """The one of that key; all where it has nothing."""
        return next((group for group, _count in self.tabs if group.key == key), ALL)

    def showing(self, tab: TaskGroup) -> tuple[Task, ...]:
        """Those of one tab."""
        if tab is ALL:
            return self.tasks
        return tuple(task for task in self.tasks if (task.is_mine if tab is MINE else task.group == tab))

    def count(self, stage: Stage) -> int:
        """How many stand so."""
        return sum(task.stage(self.on) is stage for task in self.tasks)
