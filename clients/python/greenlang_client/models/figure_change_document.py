from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.basis_enum import BasisEnum, check_basis_enum

if TYPE_CHECKING:
    from ..models.changed_source import ChangedSource
    from ..models.impact_effects import ImpactEffects
    from ..models.period_total import PeriodTotal


T = TypeVar("T", bound="FigureChangeDocument")


@_attrs_define
class FigureChangeDocument:
    """From one total to the other; the effects are the difference exactly.

    ``unexplained``: sources whose earlier lines cannot be calculated again; they are structure as a whole.

    """

    basis: BasisEnum
    """ * `location` - location
    * `market` - market """
    before: PeriodTotal
    """ A period and its total. """
    after: PeriodTotal
    """ A period and its total. """
    effects: ImpactEffects
    """ kg CO2e by effect; they add up to the difference exactly.

    Another edition is a factor effect, another set a GWP effect: quantities and methods stay, so ``activity``,
    ``method`` and ``structure`` are 0 here. """
    sources: list[ChangedSource]
    unexplained: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        basis: str = self.basis

        before = self.before.to_dict()

        after = self.after.to_dict()

        effects = self.effects.to_dict()

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        unexplained = self.unexplained

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "basis": basis,
                "before": before,
                "after": after,
                "effects": effects,
                "sources": sources,
                "unexplained": unexplained,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.changed_source import ChangedSource  # noqa: PLC0415
        from ..models.impact_effects import ImpactEffects  # noqa: PLC0415
        from ..models.period_total import PeriodTotal  # noqa: PLC0415

        d = dict(src_dict)
        basis = check_basis_enum(d.pop("basis"))

        before = PeriodTotal.from_dict(d.pop("before"))

        after = PeriodTotal.from_dict(d.pop("after"))

        effects = ImpactEffects.from_dict(d.pop("effects"))

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = ChangedSource.from_dict(sources_item_data)

            sources.append(sources_item)

        unexplained = d.pop("unexplained")

        figure_change_document = cls(
            basis=basis,
            before=before,
            after=after,
            effects=effects,
            sources=sources,
            unexplained=unexplained,
        )

        figure_change_document.additional_properties = d
        return figure_change_document

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
