"""What a table of statuses and steps is made of. Pure."""

from collections.abc import Mapping
from enum import StrEnum

Moves = Mapping[StrEnum, Mapping[StrEnum, StrEnum]]
Refusals = Mapping[StrEnum, str]
