from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.uncertainty_request_by_activity import UncertaintyRequestByActivity
    from ..models.uncertainty_request_by_factor import UncertaintyRequestByFactor


T = TypeVar("T", bound="UncertaintyRequest")


@_attrs_define
class UncertaintyRequest:
    """Half of each 95 % range in percent. What is given nowhere, or as null, is not known: disclosed, never zero."""

    period_id: UUID
    activity_percent: None | str | Unset = UNSET
    factor_percent: None | str | Unset = UNSET
    by_activity: UncertaintyRequestByActivity | Unset = UNSET
    by_factor: UncertaintyRequestByFactor | Unset = UNSET
    market_based: bool | Unset = False
    simulate: bool | Unset = False
    draws: int | Unset = 100000
    seed: int | Unset = 1
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        period_id = str(self.period_id)

        activity_percent: None | str | Unset
        if isinstance(self.activity_percent, Unset):
            activity_percent = UNSET
        else:
            activity_percent = self.activity_percent

        factor_percent: None | str | Unset
        if isinstance(self.factor_percent, Unset):
            factor_percent = UNSET
        else:
            factor_percent = self.factor_percent

        by_activity: dict[str, Any] | Unset = UNSET
        if not isinstance(self.by_activity, Unset):
            by_activity = self.by_activity.to_dict()

        by_factor: dict[str, Any] | Unset = UNSET
        if not isinstance(self.by_factor, Unset):
            by_factor = self.by_factor.to_dict()

        market_based = self.market_based

        simulate = self.simulate

        draws = self.draws

        seed = self.seed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_id": period_id,
            }
        )
        if activity_percent is not UNSET:
            field_dict["activity_percent"] = activity_percent
        if factor_percent is not UNSET:
            field_dict["factor_percent"] = factor_percent
        if by_activity is not UNSET:
            field_dict["by_activity"] = by_activity
        if by_factor is not UNSET:
            field_dict["by_factor"] = by_factor
        if market_based is not UNSET:
            field_dict["market_based"] = market_based
        if simulate is not UNSET:
            field_dict["simulate"] = simulate
        if draws is not UNSET:
            field_dict["draws"] = draws
        if seed is not UNSET:
            field_dict["seed"] = seed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.uncertainty_request_by_activity import (
            UncertaintyRequestByActivity,  # noqa: PLC0415
        )
        from ..models.uncertainty_request_by_factor import UncertaintyRequestByFactor  # noqa: PLC0415

        d = dict(src_dict)
        period_id = UUID(d.pop("period_id"))

        def _parse_activity_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        activity_percent = _parse_activity_percent(d.pop("activity_percent", UNSET))

        def _parse_factor_percent(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        factor_percent = _parse_factor_percent(d.pop("factor_percent", UNSET))

        _by_activity = d.pop("by_activity", UNSET)
        by_activity: UncertaintyRequestByActivity | Unset
        if isinstance(_by_activity, Unset):
            by_activity = UNSET
        else:
            by_activity = UncertaintyRequestByActivity.from_dict(_by_activity)

        _by_factor = d.pop("by_factor", UNSET)
        by_factor: UncertaintyRequestByFactor | Unset
        if isinstance(_by_factor, Unset):
            by_factor = UNSET
        else:
            by_factor = UncertaintyRequestByFactor.from_dict(_by_factor)

        market_based = d.pop("market_based", UNSET)

        simulate = d.pop("simulate", UNSET)

        draws = d.pop("draws", UNSET)

        seed = d.pop("seed", UNSET)

        uncertainty_request = cls(
            period_id=period_id,
            activity_percent=activity_percent,
            factor_percent=factor_percent,
            by_activity=by_activity,
            by_factor=by_factor,
            market_based=market_based,
            simulate=simulate,
            draws=draws,
            seed=seed,
        )

        uncertainty_request.additional_properties = d
        return uncertainty_request

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
