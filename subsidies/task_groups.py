"""What the work with money is called on the day's board."""

from core.tasks import TaskGroup
from core.text import N_, Sentence

AWARDS = TaskGroup("awards", Sentence(N_("Awards")))
PAYMENTS = TaskGroup("payments", Sentence(N_("Payments")))
SCHEMES = TaskGroup("schemes", Sentence(N_("Schemes")))
