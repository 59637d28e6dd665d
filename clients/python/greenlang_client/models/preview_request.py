from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.preview_request_editions import PreviewRequestEditions


T = TypeVar("T", bound="PreviewRequest")


@_attrs_define
class PreviewRequest:
    """What is exchanged: editions by the slug that was used, or the GWP set, or both."""

    editions: PreviewRequestEditions | Unset = UNSET
    gwp_set: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        editions: dict[str, Any] | Unset = UNSET
        if not isinstance(self.editions, Unset):
            editions = self.editions.to_dict()

        gwp_set = self.gwp_set

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if editions is not UNSET:
            field_dict["editions"] = editions
        if gwp_set is not UNSET:
            field_dict["gwp_set"] = gwp_set

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.preview_request_editions import PreviewRequestEditions  # noqa: PLC0415

        d = dict(src_dict)
        _editions = d.pop("editions", UNSET)
        editions: PreviewRequestEditions | Unset
        if isinstance(_editions, Unset):
            editions = UNSET
        else:
            editions = PreviewRequestEditions.from_dict(_editions)

        gwp_set = d.pop("gwp_set", UNSET)

        preview_request = cls(
            editions=editions,
            gwp_set=gwp_set,
        )

        preview_request.additional_properties = d
        return preview_request

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
