from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.pact_document import PactDocument
    from ..models.quality_aggregate_pedigree_type_0 import QualityAggregatePedigreeType0


T = TypeVar("T", bound="QualityAggregate")


@_attrs_define
class QualityAggregate:
    """Weighted by emissions; the pedigree where completeness and reliability were given."""

    pact: PactDocument
    """ PACT's ratings, 1 to 3, to two places. """
    pedigree: None | QualityAggregatePedigreeType0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.quality_aggregate_pedigree_type_0 import (
            QualityAggregatePedigreeType0,  # noqa: PLC0415
        )

        pact = self.pact.to_dict()

        pedigree: dict[str, Any] | None
        if isinstance(self.pedigree, QualityAggregatePedigreeType0):
            pedigree = self.pedigree.to_dict()
        else:
            pedigree = self.pedigree

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pact": pact,
                "pedigree": pedigree,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pact_document import PactDocument  # noqa: PLC0415
        from ..models.quality_aggregate_pedigree_type_0 import (
            QualityAggregatePedigreeType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        pact = PactDocument.from_dict(d.pop("pact"))

        def _parse_pedigree(data: object) -> None | QualityAggregatePedigreeType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                pedigree_type_0 = QualityAggregatePedigreeType0.from_dict(data)

                return pedigree_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QualityAggregatePedigreeType0, data)

        pedigree = _parse_pedigree(d.pop("pedigree"))

        quality_aggregate = cls(
            pact=pact,
            pedigree=pedigree,
        )

        quality_aggregate.additional_properties = d
        return quality_aggregate

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
