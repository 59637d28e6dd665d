from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.conclusion_enum import ConclusionEnum, check_conclusion_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SampledLineDocument")


@_attrs_define
class SampledLineDocument:
    """A line of a sample: kg CO2e in the ledger (``co2e``), and what the auditor makes of it.

    ``conclusion`` is empty as long as nobody has looked at the line; ``audited``: kg CO2e the auditor came to.

    """

    id: UUID
    sample_id: UUID
    position: int
    sequence: int
    calculation_id: str
    """ As the ledger names it. """
    co2e: str
    conclusion: BlankEnum | ConclusionEnum
    hits: int | Unset = UNSET
    audited: str | Unset = UNSET
    note: str | Unset = UNSET
    concluded_by: str | Unset = UNSET
    concluded_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        sample_id = str(self.sample_id)

        position = self.position

        sequence = self.sequence

        calculation_id = self.calculation_id

        co2e = self.co2e

        conclusion: str
        if isinstance(self.conclusion, str):
            conclusion = self.conclusion
        else:
            conclusion = self.conclusion

        hits = self.hits

        audited = self.audited

        note = self.note

        concluded_by = self.concluded_by

        concluded_at: None | str | Unset
        if isinstance(self.concluded_at, Unset):
            concluded_at = UNSET
        elif isinstance(self.concluded_at, datetime.datetime):
            concluded_at = self.concluded_at.isoformat()
        else:
            concluded_at = self.concluded_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "sample_id": sample_id,
                "position": position,
                "sequence": sequence,
                "calculation_id": calculation_id,
                "co2e": co2e,
                "conclusion": conclusion,
            }
        )
        if hits is not UNSET:
            field_dict["hits"] = hits
        if audited is not UNSET:
            field_dict["audited"] = audited
        if note is not UNSET:
            field_dict["note"] = note
        if concluded_by is not UNSET:
            field_dict["concluded_by"] = concluded_by
        if concluded_at is not UNSET:
            field_dict["concluded_at"] = concluded_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        sample_id = UUID(d.pop("sample_id"))

        position = d.pop("position")

        sequence = d.pop("sequence")

        calculation_id = d.pop("calculation_id")

        co2e = d.pop("co2e")

        def _parse_conclusion(data: object) -> BlankEnum | ConclusionEnum:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                conclusion_type_0 = check_conclusion_enum(data)

                return conclusion_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            conclusion_type_1 = check_blank_enum(data)

            return conclusion_type_1

        conclusion = _parse_conclusion(d.pop("conclusion"))

        hits = d.pop("hits", UNSET)

        audited = d.pop("audited", UNSET)

        note = d.pop("note", UNSET)

        concluded_by = d.pop("concluded_by", UNSET)

        def _parse_concluded_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                concluded_at_type_0 = datetime.datetime.fromisoformat(data)

                return concluded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        concluded_at = _parse_concluded_at(d.pop("concluded_at", UNSET))

        sampled_line_document = cls(
            id=id,
            sample_id=sample_id,
            position=position,
            sequence=sequence,
            calculation_id=calculation_id,
            co2e=co2e,
            conclusion=conclusion,
            hits=hits,
            audited=audited,
            note=note,
            concluded_by=concluded_by,
            concluded_at=concluded_at,
        )

        sampled_line_document.additional_properties = d
        return sampled_line_document

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
