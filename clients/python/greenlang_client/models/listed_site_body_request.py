from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ListedSiteBodyRequest")


@_attrs_define
class ListedSiteBodyRequest:
    """A site as a list says it; what is left out stays as it is known."""

    site: str
    entity: str | Unset = UNSET
    """ Empty: the company. """
    country: str | Unset = UNSET
    region: str | Unset = UNSET
    opened: str | Unset = UNSET
    """ 2025-01-31 """
    closed: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        entity = self.entity

        country = self.country

        region = self.region

        opened = self.opened

        closed = self.closed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "site": site,
            }
        )
        if entity is not UNSET:
            field_dict["entity"] = entity
        if country is not UNSET:
            field_dict["country"] = country
        if region is not UNSET:
            field_dict["region"] = region
        if opened is not UNSET:
            field_dict["opened"] = opened
        if closed is not UNSET:
            field_dict["closed"] = closed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        site = d.pop("site")

        entity = d.pop("entity", UNSET)

        country = d.pop("country", UNSET)

        region = d.pop("region", UNSET)

        opened = d.pop("opened", UNSET)

        closed = d.pop("closed", UNSET)

        listed_site_body_request = cls(
            site=site,
            entity=entity,
            country=country,
            region=region,
            opened=opened,
            closed=closed,
        )

        listed_site_body_request.additional_properties = d
        return listed_site_body_request

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
