from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.factor_passed_over import FactorPassedOver


T = TypeVar("T", bound="PassedOverFactors")


@_attrs_define
class PassedOverFactors:
    """What was searched by, what else the catalogue has there today, and how many more."""

    category: str
    activity: str
    gas: str
    factors: list[FactorPassedOver]
    left_out: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        category = self.category

        activity = self.activity

        gas = self.gas

        factors = []
        for factors_item_data in self.factors:
            factors_item = factors_item_data.to_dict()
            factors.append(factors_item)

        left_out = self.left_out

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "activity": activity,
                "gas": gas,
                "factors": factors,
                "left_out": left_out,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.factor_passed_over import FactorPassedOver  # noqa: PLC0415

        d = dict(src_dict)
        category = d.pop("category")

        activity = d.pop("activity")

        gas = d.pop("gas")

        factors = []
        _factors = d.pop("factors")
        for factors_item_data in _factors:
            factors_item = FactorPassedOver.from_dict(factors_item_data)

            factors.append(factors_item)

        left_out = d.pop("left_out")

        passed_over_factors = cls(
            category=category,
            activity=activity,
            gas=gas,
            factors=factors,
            left_out=left_out,
        )

        passed_over_factors.additional_properties = d
        return passed_over_factors

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
