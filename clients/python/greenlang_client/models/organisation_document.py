from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganisationDocument")


@_attrs_define
class OrganisationDocument:
    """The organisation a key or token is bound to.

    ``retention_days``: after how many days calculations may be removed; null: they are kept.

    """

    id: UUID
    slug: str
    name: str
    created_at: datetime.datetime
    is_demo: bool
    admins_need_second_factor: bool | Unset = UNSET
    """ Admins who have not turned two-step sign-in on reach no page but the one to do so. """
    retention_days: int | None | Unset = UNSET
    """ Days after which `purge_expired` removes calculations; empty: they are kept. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        slug = self.slug

        name = self.name

        created_at = self.created_at.isoformat()

        is_demo = self.is_demo

        admins_need_second_factor = self.admins_need_second_factor

        retention_days: int | None | Unset
        if isinstance(self.retention_days, Unset):
            retention_days = UNSET
        else:
            retention_days = self.retention_days

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "slug": slug,
                "name": name,
                "created_at": created_at,
                "is_demo": is_demo,
            }
        )
        if admins_need_second_factor is not UNSET:
            field_dict["admins_need_second_factor"] = admins_need_second_factor
        if retention_days is not UNSET:
            field_dict["retention_days"] = retention_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        slug = d.pop("slug")

        name = d.pop("name")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        is_demo = d.pop("is_demo")

        admins_need_second_factor = d.pop("admins_need_second_factor", UNSET)

        def _parse_retention_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        retention_days = _parse_retention_days(d.pop("retention_days", UNSET))

        organisation_document = cls(
            id=id,
            slug=slug,
            name=name,
            created_at=created_at,
            is_demo=is_demo,
            admins_need_second_factor=admins_need_second_factor,
            retention_days=retention_days,
        )

        organisation_document.additional_properties = d
        return organisation_document

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
