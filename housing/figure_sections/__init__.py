"""The sections of the figures, in the order of the page. How one is added stands in `housing/figures/__init__.py`."""

from housing.figure_sections.discrimination import DISCRIMINATION
from housing.figure_sections.fairness import FAIRNESS
from housing.figure_sections.losses import LOSSES
from housing.figure_sections.reasons import REASONS
from housing.figure_sections.section import Section
from housing.figure_sections.steps import STEPS

SECTIONS: tuple[Section, ...] = (STEPS, REASONS, LOSSES, FAIRNESS, DISCRIMINATION)

__all__ = ["SECTIONS", "Section"]
