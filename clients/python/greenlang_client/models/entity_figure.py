from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EntityFigure")


@_attrs_define
class EntityFigure:
    """An entity, and the part of its emissions that counts, from 0 to 1; null: without a site."""

    lines: int
    co2e: str
    co2_biogenic: str
    entity_id: None | UUID
    name: str
    share: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lines = self.lines

        co2e = self.co2e

        co2_biogenic = self.co2_biogenic

        entity_id: None | str
        if isinstance(self.entity_id, UUID):
            entity_id = str(self.entity_id)
        else:
            entity_id = self.entity_id

        name = self.name

        share = self.share

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
                "co2e": co2e,
                "co2_biogenic": co2_biogenic,
                "entity_id": entity_id,
                "name": name,
                "share": share,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lines = d.pop("lines")

        co2e = d.pop("co2e")

        co2_biogenic = d.pop("co2_biogenic")

        def _parse_entity_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                entity_id_type_0 = UUID(data)

                return entity_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        entity_id = _parse_entity_id(d.pop("entity_id"))

        name = d.pop("name")

        share = d.pop("share")

        entity_figure = cls(
            lines=lines,
            co2e=co2e,
            co2_biogenic=co2_biogenic,
            entity_id=entity_id,
            name=name,
            share=share,
        )

        entity_figure.additional_properties = d
        return entity_figure

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
