from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.impact_effects import ImpactEffects


T = TypeVar("T", bound="ImpactSum")


@_attrs_define
class ImpactSum:
    """Lines added up, kg CO2e. Lines that cannot be calculated under the change are in none of the first four."""

    lines: str
    before: str
    after: str
    effects: ImpactEffects
    """ kg CO2e by effect; they add up to the difference exactly.

    Another edition is a factor effect, another set a GWP effect: quantities and methods stay, so ``activity``,
    ``method`` and ``structure`` are 0 here. """
    refused_lines: str
    refused_before: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lines = self.lines

        before = self.before

        after = self.after

        effects = self.effects.to_dict()

        refused_lines = self.refused_lines

        refused_before = self.refused_before

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
                "before": before,
                "after": after,
                "effects": effects,
                "refused_lines": refused_lines,
                "refused_before": refused_before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.impact_effects import ImpactEffects  # noqa: PLC0415

        d = dict(src_dict)
        lines = d.pop("lines")

        before = d.pop("before")

        after = d.pop("after")

        effects = ImpactEffects.from_dict(d.pop("effects"))

        refused_lines = d.pop("refused_lines")

        refused_before = d.pop("refused_before")

        impact_sum = cls(
            lines=lines,
            before=before,
            after=after,
            effects=effects,
            refused_lines=refused_lines,
            refused_before=refused_before,
        )

        impact_sum.additional_properties = d
        return impact_sum

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
