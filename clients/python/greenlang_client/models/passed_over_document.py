from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PassedOverDocument")


@_attrs_define
class PassedOverDocument:
    """What did not answer before, and why."""

    step: str
    why: str
    reason: str
    instrument_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        step = self.step

        why = self.why

        reason = self.reason

        instrument_id = self.instrument_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "step": step,
                "why": why,
                "reason": reason,
                "instrument_id": instrument_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        step = d.pop("step")

        why = d.pop("why")

        reason = d.pop("reason")

        instrument_id = d.pop("instrument_id")

        passed_over_document = cls(
            step=step,
            why=why,
            reason=reason,
            instrument_id=instrument_id,
        )

        passed_over_document.additional_properties = d
        return passed_over_document

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
