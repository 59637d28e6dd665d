from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GwpValueDocument")


@_attrs_define
class GwpValueDocument:
    """The potential of one gas over 100 years, kg CO2e per kg, a decimal string."""

    gas: str
    origin: str
    value: str
    use: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gas = self.gas

        origin = self.origin

        value = self.value

        use = self.use

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gas": gas,
                "origin": origin,
                "value": value,
                "use": use,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        gas = d.pop("gas")

        origin = d.pop("origin")

        value = d.pop("value")

        use = d.pop("use")

        gwp_value_document = cls(
            gas=gas,
            origin=origin,
            value=value,
            use=use,
        )

        gwp_value_document.additional_properties = d
        return gwp_value_document

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
