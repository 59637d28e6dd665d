from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.endpoint_enum import EndpointEnum, check_endpoint_enum

T = TypeVar("T", bound="QuotaDocument")


@_attrs_define
class QuotaDocument:
    """A door of the API, and how many requests a minute may come to it."""

    endpoint: EndpointEnum
    """ * `read` - what only reads
    * `write` - what changes something
    * `executions` - executions of agents
    * `jobs` - what starts long work """
    per_minute: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        endpoint: str = self.endpoint

        per_minute = self.per_minute

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "endpoint": endpoint,
                "per_minute": per_minute,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        endpoint = check_endpoint_enum(d.pop("endpoint"))

        per_minute = d.pop("per_minute")

        quota_document = cls(
            endpoint=endpoint,
            per_minute=per_minute,
        )

        quota_document.additional_properties = d
        return quota_document

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
