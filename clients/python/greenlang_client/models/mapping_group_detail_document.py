from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.mapping_group_state import MappingGroupState, check_mapping_group_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.candidate_document import CandidateDocument
    from ..models.group_row_document import GroupRowDocument
    from ..models.mapping_decision_document import MappingDecisionDocument


T = TypeVar("T", bound="MappingGroupDetailDocument")


@_attrs_define
class MappingGroupDetailDocument:
    """A group with its first rows and its history."""

    id: UUID
    period_id: UUID
    text: str
    rows: int
    dimension: str
    start: datetime.date
    end: datetime.date
    confidence: str
    """ Of the first candidate, from 0 to 1. """
    kilograms: None | str
    """ kg CO2e by the first candidate. """
    candidates: list[CandidateDocument]
    decision: MappingDecisionDocument | None
    first_rows: list[GroupRowDocument]
    history: list[MappingDecisionDocument]
    state: MappingGroupState | Unset = UNSET
    """ * `open` - Waiting
    * `mapped` - Mapped
    * `left-out` - Left out """
    also: Any | Unset = UNSET
    units: Any | Unset = UNSET
    region: str | Unset = UNSET
    attributes: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.mapping_decision_document import MappingDecisionDocument  # noqa: PLC0415

        id = str(self.id)

        period_id = str(self.period_id)

        text = self.text

        rows = self.rows

        dimension = self.dimension

        start = self.start.isoformat()

        end = self.end.isoformat()

        confidence = self.confidence

        kilograms: None | str
        kilograms = self.kilograms

        candidates = []
        for candidates_item_data in self.candidates:
            candidates_item = candidates_item_data.to_dict()
            candidates.append(candidates_item)

        decision: dict[str, Any] | None
        if isinstance(self.decision, MappingDecisionDocument):
            decision = self.decision.to_dict()
        else:
            decision = self.decision

        first_rows = []
        for first_rows_item_data in self.first_rows:
            first_rows_item = first_rows_item_data.to_dict()
            first_rows.append(first_rows_item)

        history = []
        for history_item_data in self.history:
            history_item = history_item_data.to_dict()
            history.append(history_item)

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        also = self.also

        units = self.units

        region = self.region

        attributes = self.attributes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "text": text,
                "rows": rows,
                "dimension": dimension,
                "start": start,
                "end": end,
                "confidence": confidence,
                "kilograms": kilograms,
                "candidates": candidates,
                "decision": decision,
                "first_rows": first_rows,
                "history": history,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if also is not UNSET:
            field_dict["also"] = also
        if units is not UNSET:
            field_dict["units"] = units
        if region is not UNSET:
            field_dict["region"] = region
        if attributes is not UNSET:
            field_dict["attributes"] = attributes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.candidate_document import CandidateDocument  # noqa: PLC0415
        from ..models.group_row_document import GroupRowDocument  # noqa: PLC0415
        from ..models.mapping_decision_document import MappingDecisionDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        text = d.pop("text")

        rows = d.pop("rows")

        dimension = d.pop("dimension")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        confidence = d.pop("confidence")

        def _parse_kilograms(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        kilograms = _parse_kilograms(d.pop("kilograms"))

        candidates = []
        _candidates = d.pop("candidates")
        for candidates_item_data in _candidates:
            candidates_item = CandidateDocument.from_dict(candidates_item_data)

            candidates.append(candidates_item)

        def _parse_decision(data: object) -> MappingDecisionDocument | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decision_type_1 = MappingDecisionDocument.from_dict(data)

                return decision_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MappingDecisionDocument | None, data)

        decision = _parse_decision(d.pop("decision"))

        first_rows = []
        _first_rows = d.pop("first_rows")
        for first_rows_item_data in _first_rows:
            first_rows_item = GroupRowDocument.from_dict(first_rows_item_data)

            first_rows.append(first_rows_item)

        history = []
        _history = d.pop("history")
        for history_item_data in _history:
            history_item = MappingDecisionDocument.from_dict(history_item_data)

            history.append(history_item)

        _state = d.pop("state", UNSET)
        state: MappingGroupState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_mapping_group_state(_state)

        also = d.pop("also", UNSET)

        units = d.pop("units", UNSET)

        region = d.pop("region", UNSET)

        attributes = d.pop("attributes", UNSET)

        mapping_group_detail_document = cls(
            id=id,
            period_id=period_id,
            text=text,
            rows=rows,
            dimension=dimension,
            start=start,
            end=end,
            confidence=confidence,
            kilograms=kilograms,
            candidates=candidates,
            decision=decision,
            first_rows=first_rows,
            history=history,
            state=state,
            also=also,
            units=units,
            region=region,
            attributes=attributes,
        )

        mapping_group_detail_document.additional_properties = d
        return mapping_group_detail_document

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
