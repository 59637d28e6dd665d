from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.footprints_request_footprints_item import (
        FootprintsRequestFootprintsItem,
    )


T = TypeVar("T", bound="FootprintsRequest")


@_attrs_define
class FootprintsRequest:
    """Footprints as PACT's data model has them, without id, status and history, which are given here."""

    footprints: list[FootprintsRequestFootprintsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        footprints = []
        for footprints_item_data in self.footprints:
            footprints_item = footprints_item_data.to_dict()
            footprints.append(footprints_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "footprints": footprints,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.footprints_request_footprints_item import (
            FootprintsRequestFootprintsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        footprints = []
        _footprints = d.pop("footprints")
        for footprints_item_data in _footprints:
            footprints_item = FootprintsRequestFootprintsItem.from_dict(footprints_item_data)

            footprints.append(footprints_item)

        footprints_request = cls(
            footprints=footprints,
        )

        footprints_request.additional_properties = d
        return footprints_request

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
