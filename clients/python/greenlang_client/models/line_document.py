from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.line_state import LineState, check_line_state

T = TypeVar("T", bound="LineDocument")


@_attrs_define
class LineDocument:
    """A line of the ledger; ``GET /calculations/{id}`` has everything that led to it. Decimal strings, kg CO2e."""

    calculation_id: str
    sequence: int
    recorded_at: datetime.datetime
    state: LineState
    """ * `counts` - Counts in the inventory
    * `replaced` - Calculated anew since
    * `reversed` - Taken back
    * `reversal` - Takes another back
    * `single` - Outside any inventory """
    period_id: None | UUID
    activity_id: None | UUID
    site_id: None | UUID
    site: str
    month: None | str
    scope: str
    activity: str
    agent_id: str
    agent_version: str
    formula_id: str
    co2e: str
    co2_biogenic: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        calculation_id = self.calculation_id

        sequence = self.sequence

        recorded_at = self.recorded_at.isoformat()

        state: str = self.state

        period_id: None | str
        if isinstance(self.period_id, UUID):
            period_id = str(self.period_id)
        else:
            period_id = self.period_id

        activity_id: None | str
        if isinstance(self.activity_id, UUID):
            activity_id = str(self.activity_id)
        else:
            activity_id = self.activity_id

        site_id: None | str
        if isinstance(self.site_id, UUID):
            site_id = str(self.site_id)
        else:
            site_id = self.site_id

        site = self.site

        month: None | str
        month = self.month

        scope = self.scope

        activity = self.activity

        agent_id = self.agent_id

        agent_version = self.agent_version

        formula_id = self.formula_id

        co2e = self.co2e

        co2_biogenic = self.co2_biogenic

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "calculation_id": calculation_id,
                "sequence": sequence,
                "recorded_at": recorded_at,
                "state": state,
                "period_id": period_id,
                "activity_id": activity_id,
                "site_id": site_id,
                "site": site,
                "month": month,
                "scope": scope,
                "activity": activity,
                "agent_id": agent_id,
                "agent_version": agent_version,
                "formula_id": formula_id,
                "co2e": co2e,
                "co2_biogenic": co2_biogenic,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        calculation_id = d.pop("calculation_id")

        sequence = d.pop("sequence")

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        state = check_line_state(d.pop("state"))

        def _parse_period_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                period_id_type_0 = UUID(data)

                return period_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        period_id = _parse_period_id(d.pop("period_id"))

        def _parse_activity_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                activity_id_type_0 = UUID(data)

                return activity_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        activity_id = _parse_activity_id(d.pop("activity_id"))

        def _parse_site_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                site_id_type_0 = UUID(data)

                return site_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        site_id = _parse_site_id(d.pop("site_id"))

        site = d.pop("site")

        def _parse_month(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        month = _parse_month(d.pop("month"))

        scope = d.pop("scope")

        activity = d.pop("activity")

        agent_id = d.pop("agent_id")

        agent_version = d.pop("agent_version")

        formula_id = d.pop("formula_id")

        co2e = d.pop("co2e")

        co2_biogenic = d.pop("co2_biogenic")

        line_document = cls(
            calculation_id=calculation_id,
            sequence=sequence,
            recorded_at=recorded_at,
            state=state,
            period_id=period_id,
            activity_id=activity_id,
            site_id=site_id,
            site=site,
            month=month,
            scope=scope,
            activity=activity,
            agent_id=agent_id,
            agent_version=agent_version,
            formula_id=formula_id,
            co2e=co2e,
            co2_biogenic=co2_biogenic,
        )

        line_document.additional_properties = d
        return line_document

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
