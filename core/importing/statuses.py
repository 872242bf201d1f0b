"""What can be done with a row of a file, and then what became of it."""

from enum import StrEnum


class RowStatus(StrEnum):
    """`doubtful` waits for somebody's word."""

    READY = "ready"
    DOUBTFUL = "doubtful"
    FAULTY = "faulty"
    REPEATED = "repeated"
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
