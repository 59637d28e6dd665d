"""The catalogue as a list, for tests of the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Edition
from apps.calculations.catalogue.fallback import Origin
from apps.calculations.catalogue.nearest import slug
from apps.calculations.catalogue.overrides import OwnFactor
from greenlang.engine.contract import FactorRequest


@dataclass
class ListedShelf:
    """Published rows and one tenant's own factors."""

    rows: Sequence[Candidate] = ()
    owned: Sequence[OwnFactor] = ()
    names_read: list[Origin] = field(default_factory=list)

    def published(self, request: FactorRequest) -> list[Candidate]:
        return [row for row in self.rows if _at(row, request)]

    def own(self, request: FactorRequest) -> list[OwnFactor]:
        return [own for own in self.owned if not own.overrides and _at(own.candidate, request)]

    def names(self, request: FactorRequest, origin: Origin) -> list[Candidate]:
        self.names_read.append(origin)
        owned = [own.candidate for own in self.owned]
        rows = list(self.rows) if origin is Origin.PUBLISHED else owned
        return [row for row in rows if row.row.category == request.category] or rows

    def edition(self, slug: str) -> Edition | None:
        return next((row.edition for row in self.rows if row.edition.slug == slug), None)

    def overrides(self, ef_cids: Sequence[str]) -> Mapping[str, OwnFactor]:
        return {own.overrides: own for own in self.owned if own.overrides in ef_cids}


def own_factor(candidate: Candidate, **changes: Any) -> OwnFactor:
    """An approved factor of a tenant."""
    values: dict[str, Any] = {
        "candidate": candidate,
        "overrides": "",
        "approved_by": "reviewer@alpha.example",
        "approved_on": date(2025, 3, 1),
        "reason": "Laboratory report checked",
        "evidence": "laboratory.pdf",
        "evidence_sha256": "sha256:" + "a" * 64,
    }
    return OwnFactor(**(values | changes))


def _at(candidate: Candidate, request: FactorRequest) -> bool:
    row = candidate.row
    named = row.activity == slug(request.activity) or row.activity_name.casefold() == request.activity.casefold()
    return row.category == request.category and named and row.region.casefold() == request.region.casefold()
