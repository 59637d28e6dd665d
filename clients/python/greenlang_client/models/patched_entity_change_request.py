from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedEntityChangeRequest")


@_attrs_define
class PatchedEntityChangeRequest:
    """What is to be different; what is left out stays."""

    name: str | Unset = UNSET
    parent_id: None | Unset | UUID = UNSET
    """ Null: it reports by itself. """
    equity_share: str | Unset = UNSET
    """ Percent. """
    financial_control: bool | Unset = UNSET
    operational_control: bool | Unset = UNSET
    country: str | Unset = UNSET
    lei: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        parent_id: None | str | Unset
        if isinstance(self.parent_id, Unset):
            parent_id = UNSET
        elif isinstance(self.parent_id, UUID):
            parent_id = str(self.parent_id)
        else:
            parent_id = self.parent_id

        equity_share = self.equity_share

        financial_control = self.financial_control

        operational_control = self.operational_control

        country = self.country

        lei = self.lei

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if equity_share is not UNSET:
            field_dict["equity_share"] = equity_share
        if financial_control is not UNSET:
            field_dict["financial_control"] = financial_control
        if operational_control is not UNSET:
            field_dict["operational_control"] = operational_control
        if country is not UNSET:
            field_dict["country"] = country
        if lei is not UNSET:
            field_dict["lei"] = lei

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_parent_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                parent_id_type_0 = UUID(data)

                return parent_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        parent_id = _parse_parent_id(d.pop("parent_id", UNSET))

        equity_share = d.pop("equity_share", UNSET)

        financial_control = d.pop("financial_control", UNSET)

        operational_control = d.pop("operational_control", UNSET)

        country = d.pop("country", UNSET)

        lei = d.pop("lei", UNSET)

        patched_entity_change_request = cls(
            name=name,
            parent_id=parent_id,
            equity_share=equity_share,
            financial_control=financial_control,
            operational_control=operational_control,
            country=country,
            lei=lei,
        )

        patched_entity_change_request.additional_properties = d
        return patched_entity_change_request

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
