from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.factor_uncertainty import FactorUncertainty
    from ..models.lines_document import LinesDocument
    from ..models.uncertainty_of_total_contributions import (
        UncertaintyOfTotalContributions,
    )


T = TypeVar("T", bound="UncertaintyOfTotal")


@_attrs_define
class UncertaintyOfTotal:
    """The 95 % range of the quantified lines, kg CO2e; contributions in percent of the variance."""

    method: str
    total: str
    mean: str
    low: str
    high: str
    half_range_percent: None | str
    lines: str
    sources: str
    factors: list[FactorUncertainty]
    unquantified: LinesDocument
    """ How many lines, and their kg CO2e. """
    contributions: UncertaintyOfTotalContributions
    notes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        method = self.method

        total = self.total

        mean = self.mean

        low = self.low

        high = self.high

        half_range_percent: None | str
        half_range_percent = self.half_range_percent

        lines = self.lines

        sources = self.sources

        factors = []
        for factors_item_data in self.factors:
            factors_item = factors_item_data.to_dict()
            factors.append(factors_item)

        unquantified = self.unquantified.to_dict()

        contributions = self.contributions.to_dict()

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "method": method,
                "total": total,
                "mean": mean,
                "low": low,
                "high": high,
                "half_range_percent": half_range_percent,
                "lines": lines,
                "sources": sources,
                "factors": factors,
                "unquantified": unquantified,
                "contributions": contributions,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.factor_uncertainty import FactorUncertainty  # noqa: PLC0415
        from ..models.lines_document import LinesDocument  # noqa: PLC0415
        from ..models.uncertainty_of_total_contributions import (
            UncertaintyOfTotalContributions,  # noqa: PLC0415
        )

        d = dict(src_dict)
        method = d.pop("method")

        total = d.pop("total")

        mean = d.pop("mean")

        low = d.pop("low")

        high = d.pop("high")

        def _parse_half_range_percent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        half_range_percent = _parse_half_range_percent(d.pop("half_range_percent"))

        lines = d.pop("lines")

        sources = d.pop("sources")

        factors = []
        _factors = d.pop("factors")
        for factors_item_data in _factors:
            factors_item = FactorUncertainty.from_dict(factors_item_data)

            factors.append(factors_item)

        unquantified = LinesDocument.from_dict(d.pop("unquantified"))

        contributions = UncertaintyOfTotalContributions.from_dict(d.pop("contributions"))

        notes = cast(list[str], d.pop("notes"))

        uncertainty_of_total = cls(
            method=method,
            total=total,
            mean=mean,
            low=low,
            high=high,
            half_range_percent=half_range_percent,
            lines=lines,
            sources=sources,
            factors=factors,
            unquantified=unquantified,
            contributions=contributions,
            notes=notes,
        )

        uncertainty_of_total.additional_properties = d
        return uncertainty_of_total

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
