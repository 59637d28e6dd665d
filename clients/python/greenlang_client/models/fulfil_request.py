from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FulfilRequest")


@_attrs_define
class FulfilRequest:
    """The footprints that answer it; the partner may see them from then on."""

    footprint_ids: list[UUID]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        footprint_ids = []
        for footprint_ids_item_data in self.footprint_ids:
            footprint_ids_item = str(footprint_ids_item_data)
            footprint_ids.append(footprint_ids_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "footprint_ids": footprint_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        footprint_ids = []
        _footprint_ids = d.pop("footprint_ids")
        for footprint_ids_item_data in _footprint_ids:
            footprint_ids_item = UUID(footprint_ids_item_data)

            footprint_ids.append(footprint_ids_item)

        fulfil_request = cls(
            footprint_ids=footprint_ids,
        )

        fulfil_request.additional_properties = d
        return fulfil_request

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
