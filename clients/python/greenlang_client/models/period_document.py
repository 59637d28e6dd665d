from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PeriodDocument")


@_attrs_define
class PeriodDocument:
    """A reporting period of an entity."""

    id: UUID
    entity: str
    entity_id: UUID
    name: str
    start: datetime.date
    end: datetime.date
    locked_at: datetime.datetime | None
    gwp_set: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        entity = self.entity

        entity_id = str(self.entity_id)

        name = self.name

        start = self.start.isoformat()

        end = self.end.isoformat()

        locked_at: None | str
        if isinstance(self.locked_at, datetime.datetime):
            locked_at = self.locked_at.isoformat()
        else:
            locked_at = self.locked_at

        gwp_set = self.gwp_set

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "entity": entity,
                "entity_id": entity_id,
                "name": name,
                "start": start,
                "end": end,
                "locked_at": locked_at,
            }
        )
        if gwp_set is not UNSET:
            field_dict["gwp_set"] = gwp_set

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        entity = d.pop("entity")

        entity_id = UUID(d.pop("entity_id"))

        name = d.pop("name")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        def _parse_locked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                locked_at_type_0 = datetime.datetime.fromisoformat(data)

                return locked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        locked_at = _parse_locked_at(d.pop("locked_at"))

        gwp_set = d.pop("gwp_set", UNSET)

        period_document = cls(
            id=id,
            entity=entity,
            entity_id=entity_id,
            name=name,
            start=start,
            end=end,
            locked_at=locked_at,
            gwp_set=gwp_set,
        )

        period_document.additional_properties = d
        return period_document

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
