from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SharingDocument")


@_attrs_define
class SharingDocument:
    """Who may see a footprint: every partner, or those that are named."""

    everybody: bool
    partner_ids: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        everybody = self.everybody

        partner_ids = []
        for partner_ids_item_data in self.partner_ids:
            partner_ids_item = str(partner_ids_item_data)
            partner_ids.append(partner_ids_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "everybody": everybody,
                "partner_ids": partner_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        everybody = d.pop("everybody")

        partner_ids = []
        _partner_ids = d.pop("partner_ids")
        for partner_ids_item_data in _partner_ids:
            partner_ids_item = UUID(partner_ids_item_data)

            partner_ids.append(partner_ids_item)

        sharing_document = cls(
            everybody=everybody,
            partner_ids=partner_ids,
        )

        sharing_document.additional_properties = d
        return sharing_document

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
