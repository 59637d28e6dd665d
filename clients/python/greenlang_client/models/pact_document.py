from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PactDocument")


@_attrs_define
class PactDocument:
    """PACT's ratings, 1 to 3, to two places."""

    technological_dqr: str
    geographical_dqr: str
    temporal_dqr: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        technological_dqr = self.technological_dqr

        geographical_dqr = self.geographical_dqr

        temporal_dqr = self.temporal_dqr

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "technologicalDQR": technological_dqr,
                "geographicalDQR": geographical_dqr,
                "temporalDQR": temporal_dqr,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        technological_dqr = d.pop("technologicalDQR")

        geographical_dqr = d.pop("geographicalDQR")

        temporal_dqr = d.pop("temporalDQR")

        pact_document = cls(
            technological_dqr=technological_dqr,
            geographical_dqr=geographical_dqr,
            temporal_dqr=temporal_dqr,
        )

        pact_document.additional_properties = d
        return pact_document

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
