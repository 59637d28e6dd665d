from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.factor_hint_body_request import FactorHintBodyRequest


T = TypeVar("T", bound="PublishedBodyRequest")


@_attrs_define
class PublishedBodyRequest:
    """A figure of the grid, or that it is published as not available, and why: one of the two."""

    factor: FactorHintBodyRequest | Unset = UNSET
    """ What to ask the catalogue for. """
    note: str | Unset = ""
    not_available: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        factor: dict[str, Any] | Unset = UNSET
        if not isinstance(self.factor, Unset):
            factor = self.factor.to_dict()

        note = self.note

        not_available = self.not_available

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if factor is not UNSET:
            field_dict["factor"] = factor
        if note is not UNSET:
            field_dict["note"] = note
        if not_available is not UNSET:
            field_dict["not_available"] = not_available

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.factor_hint_body_request import FactorHintBodyRequest  # noqa: PLC0415

        d = dict(src_dict)
        _factor = d.pop("factor", UNSET)
        factor: FactorHintBodyRequest | Unset
        if isinstance(_factor, Unset):
            factor = UNSET
        else:
            factor = FactorHintBodyRequest.from_dict(_factor)

        note = d.pop("note", UNSET)

        not_available = d.pop("not_available", UNSET)

        published_body_request = cls(
            factor=factor,
            note=note,
            not_available=not_available,
        )

        published_body_request.additional_properties = d
        return published_body_request

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
