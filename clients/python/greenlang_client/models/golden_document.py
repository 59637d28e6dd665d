from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.figure_document import FigureDocument


T = TypeVar("T", bound="GoldenDocument")


@_attrs_define
class GoldenDocument:
    """A golden test as it comes out with the published factors."""

    name: str
    holds: bool
    contradicted: bool
    """ Whether somebody accepted that published factors say otherwise. """
    refused: str
    """ Why its input cannot be calculated; empty where it can. """
    figures: list[FigureDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        holds = self.holds

        contradicted = self.contradicted

        refused = self.refused

        figures = []
        for figures_item_data in self.figures:
            figures_item = figures_item_data.to_dict()
            figures.append(figures_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "holds": holds,
                "contradicted": contradicted,
                "refused": refused,
                "figures": figures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.figure_document import FigureDocument  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        holds = d.pop("holds")

        contradicted = d.pop("contradicted")

        refused = d.pop("refused")

        figures = []
        _figures = d.pop("figures")
        for figures_item_data in _figures:
            figures_item = FigureDocument.from_dict(figures_item_data)

            figures.append(figures_item)

        golden_document = cls(
            name=name,
            holds=holds,
            contradicted=contradicted,
            refused=refused,
            figures=figures,
        )

        golden_document.additional_properties = d
        return golden_document

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
