from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.factor_document import FactorDocument


T = TypeVar("T", bound="RelatedFactorsDocument")


@_attrs_define
class RelatedFactorsDocument:
    """The other gases of the same published factor, and the same thing in other editions, the newest first."""

    gases: list[FactorDocument]
    editions: list[FactorDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gases = []
        for gases_item_data in self.gases:
            gases_item = gases_item_data.to_dict()
            gases.append(gases_item)

        editions = []
        for editions_item_data in self.editions:
            editions_item = editions_item_data.to_dict()
            editions.append(editions_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gases": gases,
                "editions": editions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.factor_document import FactorDocument  # noqa: PLC0415

        d = dict(src_dict)
        gases = []
        _gases = d.pop("gases")
        for gases_item_data in _gases:
            gases_item = FactorDocument.from_dict(gases_item_data)

            gases.append(gases_item)

        editions = []
        _editions = d.pop("editions")
        for editions_item_data in _editions:
            editions_item = FactorDocument.from_dict(editions_item_data)

            editions.append(editions_item)

        related_factors_document = cls(
            gases=gases,
            editions=editions,
        )

        related_factors_document.additional_properties = d
        return related_factors_document

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
