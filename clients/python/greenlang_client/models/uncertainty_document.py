from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.simulated_uncertainty import SimulatedUncertainty
    from ..models.uncertainty_of_total import UncertaintyOfTotal


T = TypeVar("T", bound="UncertaintyDocument")


@_attrs_define
class UncertaintyDocument:
    """Both approaches over the same lines."""

    gwp_set: str
    scope2: str
    approach_1: UncertaintyOfTotal
    """ The 95 % range of the quantified lines, kg CO2e; contributions in percent of the variance. """
    monte_carlo: None | SimulatedUncertainty
    notes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.simulated_uncertainty import SimulatedUncertainty  # noqa: PLC0415

        gwp_set = self.gwp_set

        scope2 = self.scope2

        approach_1 = self.approach_1.to_dict()

        monte_carlo: dict[str, Any] | None
        if isinstance(self.monte_carlo, SimulatedUncertainty):
            monte_carlo = self.monte_carlo.to_dict()
        else:
            monte_carlo = self.monte_carlo

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gwp_set": gwp_set,
                "scope2": scope2,
                "approach_1": approach_1,
                "monte_carlo": monte_carlo,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulated_uncertainty import SimulatedUncertainty  # noqa: PLC0415
        from ..models.uncertainty_of_total import UncertaintyOfTotal  # noqa: PLC0415

        d = dict(src_dict)
        gwp_set = d.pop("gwp_set")

        scope2 = d.pop("scope2")

        approach_1 = UncertaintyOfTotal.from_dict(d.pop("approach_1"))

        def _parse_monte_carlo(data: object) -> None | SimulatedUncertainty:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                monte_carlo_type_1 = SimulatedUncertainty.from_dict(data)

                return monte_carlo_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulatedUncertainty, data)

        monte_carlo = _parse_monte_carlo(d.pop("monte_carlo"))

        notes = cast(list[str], d.pop("notes"))

        uncertainty_document = cls(
            gwp_set=gwp_set,
            scope2=scope2,
            approach_1=approach_1,
            monte_carlo=monte_carlo,
            notes=notes,
        )

        uncertainty_document.additional_properties = d
        return uncertainty_document

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
