from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.gwp_value_document import GwpValueDocument


T = TypeVar("T", bound="GwpSetDocument")


@_attrs_define
class GwpSetDocument:
    """One set of warming potentials."""

    slug: str
    publisher: str
    title: str
    edition: str
    publication_year: int
    citation: str
    licence: str
    content_hash: str
    values: list[GwpValueDocument]
    set_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        publisher = self.publisher

        title = self.title

        edition = self.edition

        publication_year = self.publication_year

        citation = self.citation

        licence = self.licence

        content_hash = self.content_hash

        values = []
        for values_item_data in self.values:
            values_item = values_item_data.to_dict()
            values.append(values_item)

        set_name = self.set_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slug": slug,
                "publisher": publisher,
                "title": title,
                "edition": edition,
                "publication_year": publication_year,
                "citation": citation,
                "licence": licence,
                "content_hash": content_hash,
                "values": values,
            }
        )
        if set_name is not UNSET:
            field_dict["set_name"] = set_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gwp_value_document import GwpValueDocument  # noqa: PLC0415

        d = dict(src_dict)
        slug = d.pop("slug")

        publisher = d.pop("publisher")

        title = d.pop("title")

        edition = d.pop("edition")

        publication_year = d.pop("publication_year")

        citation = d.pop("citation")

        licence = d.pop("licence")

        content_hash = d.pop("content_hash")

        values = []
        _values = d.pop("values")
        for values_item_data in _values:
            values_item = GwpValueDocument.from_dict(values_item_data)

            values.append(values_item)

        set_name = d.pop("set_name", UNSET)

        gwp_set_document = cls(
            slug=slug,
            publisher=publisher,
            title=title,
            edition=edition,
            publication_year=publication_year,
            citation=citation,
            licence=licence,
            content_hash=content_hash,
            values=values,
            set_name=set_name,
        )

        gwp_set_document.additional_properties = d
        return gwp_set_document

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
