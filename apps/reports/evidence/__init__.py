"""What a report can show, by name: sections and the checklists of standards name the same pieces.

Pure. `EVIDENCE` is the only list of them; each says from a snapshot alone whether it is there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from apps.reports.evidence.figures import FIGURES
from apps.reports.evidence.reading import CATEGORIES, Evidence, Lack, Place, Reading
from apps.reports.evidence.record import RECORD
from apps.reports.evidence.said import SAID
from apps.reports.evidence.shown import SECTIONS, SHOWN_IN, Section

EVIDENCE: Final[Mapping[str, Evidence]] = MappingProxyType({each.id: each for each in (*RECORD, *FIGURES, *SAID)})

__all__ = ["CATEGORIES", "EVIDENCE", "SECTIONS", "SHOWN_IN", "Evidence", "Lack", "Place", "Reading", "Section"]
