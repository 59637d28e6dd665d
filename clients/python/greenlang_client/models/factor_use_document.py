from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FactorUseDocument")


@_attrs_define
class FactorUseDocument:
    """Lines that count in a period and were calculated with the factor by one agent; kg CO2e of those lines."""

    period_id: UUID
    period: str
    entity: str
    agent_id: str
    activity: str
    lines: int
    co2e: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        period_id = str(self.period_id)

        period = self.period

        entity = self.entity

        agent_id = self.agent_id

        activity = self.activity

        lines = self.lines

        co2e = self.co2e

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_id": period_id,
                "period": period,
                "entity": entity,
                "agent_id": agent_id,
                "activity": activity,
                "lines": lines,
                "co2e": co2e,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        period_id = UUID(d.pop("period_id"))

        period = d.pop("period")

        entity = d.pop("entity")

        agent_id = d.pop("agent_id")

        activity = d.pop("activity")

        lines = d.pop("lines")

        co2e = d.pop("co2e")

        factor_use_document = cls(
            period_id=period_id,
            period=period,
            entity=entity,
            agent_id=agent_id,
            activity=activity,
            lines=lines,
            co2e=co2e,
        )

        factor_use_document.additional_properties = d
        return factor_use_document

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
