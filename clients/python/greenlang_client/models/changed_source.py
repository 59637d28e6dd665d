from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.impact_effects import ImpactEffects


T = TypeVar("T", bound="ChangedSource")


@_attrs_define
class ChangedSource:
    """An activity (of an agent without one: the agent) of a scope, and what moved it."""

    scope: str
    source: str
    before: str
    after: str
    effects: ImpactEffects
    """ kg CO2e by effect; they add up to the difference exactly.

    Another edition is a factor effect, another set a GWP effect: quantities and methods stay, so ``activity``,
    ``method`` and ``structure`` are 0 here. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scope = self.scope

        source = self.source

        before = self.before

        after = self.after

        effects = self.effects.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scope": scope,
                "source": source,
                "before": before,
                "after": after,
                "effects": effects,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.impact_effects import ImpactEffects  # noqa: PLC0415

        d = dict(src_dict)
        scope = d.pop("scope")

        source = d.pop("source")

        before = d.pop("before")

        after = d.pop("after")

        effects = ImpactEffects.from_dict(d.pop("effects"))

        changed_source = cls(
            scope=scope,
            source=source,
            before=before,
            after=after,
            effects=effects,
        )

        changed_source.additional_properties = d
        return changed_source

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
