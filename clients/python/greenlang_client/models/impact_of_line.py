from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.impact_effects import ImpactEffects


T = TypeVar("T", bound="ImpactOfLine")


@_attrs_define
class ImpactOfLine:
    """One line, kg CO2e; ``not_rebased`` and ``refused`` say why where they stand. A refused line has no ``after``."""

    id: str
    scope: str
    factor_id: str
    before: str
    after: None | str
    effects: ImpactEffects
    """ kg CO2e by effect; they add up to the difference exactly.

    Another edition is a factor effect, another set a GWP effect: quantities and methods stay, so ``activity``,
    ``method`` and ``structure`` are 0 here. """
    not_rebased: str | Unset = UNSET
    refused: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        scope = self.scope

        factor_id = self.factor_id

        before = self.before

        after: None | str
        after = self.after

        effects = self.effects.to_dict()

        not_rebased = self.not_rebased

        refused = self.refused

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "scope": scope,
                "factor_id": factor_id,
                "before": before,
                "after": after,
                "effects": effects,
            }
        )
        if not_rebased is not UNSET:
            field_dict["not_rebased"] = not_rebased
        if refused is not UNSET:
            field_dict["refused"] = refused

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.impact_effects import ImpactEffects  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        scope = d.pop("scope")

        factor_id = d.pop("factor_id")

        before = d.pop("before")

        def _parse_after(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        after = _parse_after(d.pop("after"))

        effects = ImpactEffects.from_dict(d.pop("effects"))

        not_rebased = d.pop("not_rebased", UNSET)

        refused = d.pop("refused", UNSET)

        impact_of_line = cls(
            id=id,
            scope=scope,
            factor_id=factor_id,
            before=before,
            after=after,
            effects=effects,
            not_rebased=not_rebased,
            refused=refused,
        )

        impact_of_line.additional_properties = d
        return impact_of_line

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
