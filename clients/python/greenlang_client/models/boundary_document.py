from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consolidation_approach_enum import (
    ConsolidationApproachEnum,
    check_consolidation_approach_enum,
)

T = TypeVar("T", bound="BoundaryDocument")


@_attrs_define
class BoundaryDocument:
    """How a company draws its boundary, and what it compares with."""

    consolidation_approach: ConsolidationApproachEnum
    """ * `equity-share` - Equity share
    * `financial-control` - Financial control
    * `operational-control` - Operational control """
    base_period_id: None | UUID
    """ The base year; null: not chosen yet. """
    recalculation_threshold: str
    """ Percent of the base year's emissions. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        consolidation_approach: str = self.consolidation_approach

        base_period_id: None | str
        if isinstance(self.base_period_id, UUID):
            base_period_id = str(self.base_period_id)
        else:
            base_period_id = self.base_period_id

        recalculation_threshold = self.recalculation_threshold

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "consolidation_approach": consolidation_approach,
                "base_period_id": base_period_id,
                "recalculation_threshold": recalculation_threshold,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        consolidation_approach = check_consolidation_approach_enum(d.pop("consolidation_approach"))

        def _parse_base_period_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                base_period_id_type_0 = UUID(data)

                return base_period_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        base_period_id = _parse_base_period_id(d.pop("base_period_id"))

        recalculation_threshold = d.pop("recalculation_threshold")

        boundary_document = cls(
            consolidation_approach=consolidation_approach,
            base_period_id=base_period_id,
            recalculation_threshold=recalculation_threshold,
        )

        boundary_document.additional_properties = d
        return boundary_document

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
