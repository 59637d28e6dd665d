from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.means_enum import MeansEnum, check_means_enum

T = TypeVar("T", bound="ColumnDocument")


@_attrs_define
class ColumnDocument:
    """A column of the sheet and what it is taken for."""

    heading: str
    means: BlankEnum | MeansEnum
    """ Empty: nobody has said yet.

    * `site` - site
    * `start` - start
    * `end` - end
    * `month` - month
    * `date` - date
    * `quantity` - quantity
    * `unit` - unit
    * `basis` - basis
    * `reference` - reference
    * `description` - description
    * `estimated` - estimated
    * `input` - input
    * `note` - note
    * `ignored` - ignored
    * `` -  """
    name: str
    """ Of an input, or of what is kept as a note. """
    decimal: str
    """ Sign before decimals; of the quantity only. """
    samples: list[str]
    empty: int
    """ Rows in which it is empty. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        heading = self.heading

        means: str
        if isinstance(self.means, str):
            means = self.means
        else:
            means = self.means

        name = self.name

        decimal = self.decimal

        samples = self.samples

        empty = self.empty

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "heading": heading,
                "means": means,
                "name": name,
                "decimal": decimal,
                "samples": samples,
                "empty": empty,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        heading = d.pop("heading")

        def _parse_means(data: object) -> BlankEnum | MeansEnum:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                means_type_0 = check_means_enum(data)

                return means_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            means_type_1 = check_blank_enum(data)

            return means_type_1

        means = _parse_means(d.pop("means"))

        name = d.pop("name")

        decimal = d.pop("decimal")

        samples = cast(list[str], d.pop("samples"))

        empty = d.pop("empty")

        column_document = cls(
            heading=heading,
            means=means,
            name=name,
            decimal=decimal,
            samples=samples,
            empty=empty,
        )

        column_document.additional_properties = d
        return column_document

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
