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
from ..types import UNSET, Unset

T = TypeVar("T", bound="EntityDocument")


@_attrs_define
class EntityDocument:
    """A company of the organisation; one without a parent reports by itself. Shares are percent, decimal strings."""

    id: UUID
    name: str
    parent_id: None | UUID
    equity_share: str
    base_period_id: None | UUID
    recalculation_threshold: str
    consolidation_approach: ConsolidationApproachEnum | Unset = UNSET
    """ * `equity-share` - Equity share
    * `financial-control` - Financial control
    * `operational-control` - Operational control """
    financial_control: bool | Unset = UNSET
    operational_control: bool | Unset = UNSET
    country: str | Unset = UNSET
    lei: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        parent_id: None | str
        if isinstance(self.parent_id, UUID):
            parent_id = str(self.parent_id)
        else:
            parent_id = self.parent_id

        equity_share = self.equity_share

        base_period_id: None | str
        if isinstance(self.base_period_id, UUID):
            base_period_id = str(self.base_period_id)
        else:
            base_period_id = self.base_period_id

        recalculation_threshold = self.recalculation_threshold

        consolidation_approach: str | Unset = UNSET
        if not isinstance(self.consolidation_approach, Unset):
            consolidation_approach = self.consolidation_approach

        financial_control = self.financial_control

        operational_control = self.operational_control

        country: str | Unset
        if isinstance(self.country, Unset):
            country = UNSET
        else:
            country = self.country

        lei: str | Unset
        if isinstance(self.lei, Unset):
            lei = UNSET
        else:
            lei = self.lei

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "parent_id": parent_id,
                "equity_share": equity_share,
                "base_period_id": base_period_id,
                "recalculation_threshold": recalculation_threshold,
            }
        )
        if consolidation_approach is not UNSET:
            field_dict["consolidation_approach"] = consolidation_approach
        if financial_control is not UNSET:
            field_dict["financial_control"] = financial_control
        if operational_control is not UNSET:
            field_dict["operational_control"] = operational_control
        if country is not UNSET:
            field_dict["country"] = country
        if lei is not UNSET:
            field_dict["lei"] = lei

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        def _parse_parent_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                parent_id_type_0 = UUID(data)

                return parent_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))

        equity_share = d.pop("equity_share")

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

        _consolidation_approach = d.pop("consolidation_approach", UNSET)
        consolidation_approach: ConsolidationApproachEnum | Unset
        if isinstance(_consolidation_approach, Unset):
            consolidation_approach = UNSET
        else:
            consolidation_approach = check_consolidation_approach_enum(_consolidation_approach)

        financial_control = d.pop("financial_control", UNSET)

        operational_control = d.pop("operational_control", UNSET)

        def _parse_country(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        country = _parse_country(d.pop("country", UNSET))

        def _parse_lei(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        lei = _parse_lei(d.pop("lei", UNSET))

        entity_document = cls(
            id=id,
            name=name,
            parent_id=parent_id,
            equity_share=equity_share,
            base_period_id=base_period_id,
            recalculation_threshold=recalculation_threshold,
            consolidation_approach=consolidation_approach,
            financial_control=financial_control,
            operational_control=operational_control,
            country=country,
            lei=lei,
        )

        entity_document.additional_properties = d
        return entity_document

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
