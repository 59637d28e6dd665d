from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AssuranceRequest")


@_attrs_define
class AssuranceRequest:
    """A third party's verification of this inventory."""

    provider: str
    level: str
    standard: str
    statement: str
    on: datetime.date
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        provider = self.provider

        level = self.level

        standard = self.standard

        statement = self.statement

        on = self.on.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "provider": provider,
                "level": level,
                "standard": standard,
                "statement": statement,
                "on": on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        provider = d.pop("provider")

        level = d.pop("level")

        standard = d.pop("standard")

        statement = d.pop("statement")

        on = datetime.date.fromisoformat(d.pop("on"))

        assurance_request = cls(
            provider=provider,
            level=level,
            standard=standard,
            statement=statement,
            on=on,
        )

        assurance_request.additional_properties = d
        return assurance_request

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
