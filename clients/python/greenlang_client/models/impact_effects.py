from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ImpactEffects")


@_attrs_define
class ImpactEffects:
    """kg CO2e by effect; they add up to the difference exactly.

    Another edition is a factor effect, another set a GWP effect: quantities and methods stay, so ``activity``,
    ``method`` and ``structure`` are 0 here.

    """

    activity: str
    factor: str
    gwp: str
    method: str
    structure: str
    difference: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        activity = self.activity

        factor = self.factor

        gwp = self.gwp

        method = self.method

        structure = self.structure

        difference = self.difference

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "activity": activity,
                "factor": factor,
                "gwp": gwp,
                "method": method,
                "structure": structure,
                "difference": difference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        activity = d.pop("activity")

        factor = d.pop("factor")

        gwp = d.pop("gwp")

        method = d.pop("method")

        structure = d.pop("structure")

        difference = d.pop("difference")

        impact_effects = cls(
            activity=activity,
            factor=factor,
            gwp=gwp,
            method=method,
            structure=structure,
            difference=difference,
        )

        impact_effects.additional_properties = d
        return impact_effects

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
