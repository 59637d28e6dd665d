from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.decision_document import DecisionDocument
    from ..models.evidence_behind import EvidenceBehind
    from ..models.passed_over_factors import PassedOverFactors
    from ..models.reversal_of_line import ReversalOfLine
    from ..models.source_row_document import SourceRowDocument
    from ..models.standing_of_line import StandingOfLine


T = TypeVar("T", bound="BehindDocument")


@_attrs_define
class BehindDocument:
    """What stands behind a line; null where there is no such thing."""

    calculation_id: str
    standing: StandingOfLine
    """ What the line stands for; ``state`` empty where the figures do not know it yet.

    ``counts``: the line that counts in its place. ``before``: of one that counts, those that counted once. """
    reverses: None | ReversalOfLine
    reversed_by: None | ReversalOfLine
    row: None | SourceRowDocument
    evidence: list[EvidenceBehind]
    decision: DecisionDocument | None
    passed_over: None | PassedOverFactors
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.decision_document import DecisionDocument  # noqa: PLC0415
        from ..models.passed_over_factors import PassedOverFactors  # noqa: PLC0415
        from ..models.reversal_of_line import ReversalOfLine  # noqa: PLC0415
        from ..models.source_row_document import SourceRowDocument  # noqa: PLC0415

        calculation_id = self.calculation_id

        standing = self.standing.to_dict()

        reverses: dict[str, Any] | None
        if isinstance(self.reverses, ReversalOfLine):
            reverses = self.reverses.to_dict()
        else:
            reverses = self.reverses

        reversed_by: dict[str, Any] | None
        if isinstance(self.reversed_by, ReversalOfLine):
            reversed_by = self.reversed_by.to_dict()
        else:
            reversed_by = self.reversed_by

        row: dict[str, Any] | None
        if isinstance(self.row, SourceRowDocument):
            row = self.row.to_dict()
        else:
            row = self.row

        evidence = []
        for evidence_item_data in self.evidence:
            evidence_item = evidence_item_data.to_dict()
            evidence.append(evidence_item)

        decision: dict[str, Any] | None
        if isinstance(self.decision, DecisionDocument):
            decision = self.decision.to_dict()
        else:
            decision = self.decision

        passed_over: dict[str, Any] | None
        if isinstance(self.passed_over, PassedOverFactors):
            passed_over = self.passed_over.to_dict()
        else:
            passed_over = self.passed_over

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "calculation_id": calculation_id,
                "standing": standing,
                "reverses": reverses,
                "reversed_by": reversed_by,
                "row": row,
                "evidence": evidence,
                "decision": decision,
                "passed_over": passed_over,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_document import DecisionDocument  # noqa: PLC0415
        from ..models.evidence_behind import EvidenceBehind  # noqa: PLC0415
        from ..models.passed_over_factors import PassedOverFactors  # noqa: PLC0415
        from ..models.reversal_of_line import ReversalOfLine  # noqa: PLC0415
        from ..models.source_row_document import SourceRowDocument  # noqa: PLC0415
        from ..models.standing_of_line import StandingOfLine  # noqa: PLC0415

        d = dict(src_dict)
        calculation_id = d.pop("calculation_id")

        standing = StandingOfLine.from_dict(d.pop("standing"))

        def _parse_reverses(data: object) -> None | ReversalOfLine:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reverses_type_1 = ReversalOfLine.from_dict(data)

                return reverses_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReversalOfLine, data)

        reverses = _parse_reverses(d.pop("reverses"))

        def _parse_reversed_by(data: object) -> None | ReversalOfLine:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                reversed_by_type_1 = ReversalOfLine.from_dict(data)

                return reversed_by_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReversalOfLine, data)

        reversed_by = _parse_reversed_by(d.pop("reversed_by"))

        def _parse_row(data: object) -> None | SourceRowDocument:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                row_type_1 = SourceRowDocument.from_dict(data)

                return row_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SourceRowDocument, data)

        row = _parse_row(d.pop("row"))

        evidence = []
        _evidence = d.pop("evidence")
        for evidence_item_data in _evidence:
            evidence_item = EvidenceBehind.from_dict(evidence_item_data)

            evidence.append(evidence_item)

        def _parse_decision(data: object) -> DecisionDocument | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decision_type_1 = DecisionDocument.from_dict(data)

                return decision_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DecisionDocument | None, data)

        decision = _parse_decision(d.pop("decision"))

        def _parse_passed_over(data: object) -> None | PassedOverFactors:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                passed_over_type_1 = PassedOverFactors.from_dict(data)

                return passed_over_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PassedOverFactors, data)

        passed_over = _parse_passed_over(d.pop("passed_over"))

        behind_document = cls(
            calculation_id=calculation_id,
            standing=standing,
            reverses=reverses,
            reversed_by=reversed_by,
            row=row,
            evidence=evidence,
            decision=decision,
            passed_over=passed_over,
        )

        behind_document.additional_properties = d
        return behind_document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
