from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.factor_document import FactorDocument
    from ..models.factor_page_facets_type_0 import FactorPageFacetsType0


T = TypeVar("T", bound="FactorPage")


@_attrs_define
class FactorPage:
    """A page of figures; ``facets`` on the first: how many there are of each category, region, edition and gas."""

    results: list[FactorDocument]
    next_: None | str
    facets: FactorPageFacetsType0 | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.factor_page_facets_type_0 import FactorPageFacetsType0  # noqa: PLC0415

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        next_: None | str
        next_ = self.next_

        facets: dict[str, Any] | None
        if isinstance(self.facets, FactorPageFacetsType0):
            facets = self.facets.to_dict()
        else:
            facets = self.facets

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "results": results,
                "next": next_,
                "facets": facets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.factor_document import FactorDocument  # noqa: PLC0415
        from ..models.factor_page_facets_type_0 import FactorPageFacetsType0  # noqa: PLC0415

        d = dict(src_dict)
        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = FactorDocument.from_dict(results_item_data)

            results.append(results_item)

        def _parse_next_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_ = _parse_next_(d.pop("next"))

        def _parse_facets(data: object) -> FactorPageFacetsType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                facets_type_0 = FactorPageFacetsType0.from_dict(data)

                return facets_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FactorPageFacetsType0 | None, data)

        facets = _parse_facets(d.pop("facets"))

        factor_page = cls(
            results=results,
            next_=next_,
            facets=facets,
        )

        factor_page.additional_properties = d
        return factor_page

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
