from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.edition_document_superseded import EditionDocumentSuperseded
    from ..models.edition_document_tables import EditionDocumentTables


T = TypeVar("T", bound="EditionDocument")


@_attrs_define
class EditionDocument:
    """What is said about one edition; ``exportable``: whether its figures are passed on here."""

    slug: str
    source: str
    publisher: str
    title: str
    edition: str
    publication_year: int
    applicability_note: str
    licence: str
    citation: str
    gwp_basis: str
    tables: EditionDocumentTables
    """ Title by name. """
    superseded: EditionDocumentSuperseded
    """ Slug of the edition in its place, by table. """
    content_hash: str
    factors: int
    exportable: bool
    """ As said when the page was made. """
    published_on: datetime.date | None | Unset = UNSET
    data_year: str | Unset = UNSET
    applicable_from: datetime.date | None | Unset = UNSET
    applicable_to: datetime.date | None | Unset = UNSET
    attribution: str | Unset = UNSET
    known_as: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        source = self.source

        publisher = self.publisher

        title = self.title

        edition = self.edition

        publication_year = self.publication_year

        applicability_note = self.applicability_note

        licence = self.licence

        citation = self.citation

        gwp_basis = self.gwp_basis

        tables = self.tables.to_dict()

        superseded = self.superseded.to_dict()

        content_hash = self.content_hash

        factors = self.factors

        exportable = self.exportable

        published_on: None | str | Unset
        if isinstance(self.published_on, Unset):
            published_on = UNSET
        elif isinstance(self.published_on, datetime.date):
            published_on = self.published_on.isoformat()
        else:
            published_on = self.published_on

        data_year = self.data_year

        applicable_from: None | str | Unset
        if isinstance(self.applicable_from, Unset):
            applicable_from = UNSET
        elif isinstance(self.applicable_from, datetime.date):
            applicable_from = self.applicable_from.isoformat()
        else:
            applicable_from = self.applicable_from

        applicable_to: None | str | Unset
        if isinstance(self.applicable_to, Unset):
            applicable_to = UNSET
        elif isinstance(self.applicable_to, datetime.date):
            applicable_to = self.applicable_to.isoformat()
        else:
            applicable_to = self.applicable_to

        attribution = self.attribution

        known_as = self.known_as

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "slug": slug,
                "source": source,
                "publisher": publisher,
                "title": title,
                "edition": edition,
                "publication_year": publication_year,
                "applicability_note": applicability_note,
                "licence": licence,
                "citation": citation,
                "gwp_basis": gwp_basis,
                "tables": tables,
                "superseded": superseded,
                "content_hash": content_hash,
                "factors": factors,
                "exportable": exportable,
            }
        )
        if published_on is not UNSET:
            field_dict["published_on"] = published_on
        if data_year is not UNSET:
            field_dict["data_year"] = data_year
        if applicable_from is not UNSET:
            field_dict["applicable_from"] = applicable_from
        if applicable_to is not UNSET:
            field_dict["applicable_to"] = applicable_to
        if attribution is not UNSET:
            field_dict["attribution"] = attribution
        if known_as is not UNSET:
            field_dict["known_as"] = known_as

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.edition_document_superseded import EditionDocumentSuperseded  # noqa: PLC0415
        from ..models.edition_document_tables import EditionDocumentTables  # noqa: PLC0415

        d = dict(src_dict)
        slug = d.pop("slug")

        source = d.pop("source")

        publisher = d.pop("publisher")

        title = d.pop("title")

        edition = d.pop("edition")

        publication_year = d.pop("publication_year")

        applicability_note = d.pop("applicability_note")

        licence = d.pop("licence")

        citation = d.pop("citation")

        gwp_basis = d.pop("gwp_basis")

        tables = EditionDocumentTables.from_dict(d.pop("tables"))

        superseded = EditionDocumentSuperseded.from_dict(d.pop("superseded"))

        content_hash = d.pop("content_hash")

        factors = d.pop("factors")

        exportable = d.pop("exportable")

        def _parse_published_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_on_type_0 = datetime.date.fromisoformat(data)

                return published_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        published_on = _parse_published_on(d.pop("published_on", UNSET))

        data_year = d.pop("data_year", UNSET)

        def _parse_applicable_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                applicable_from_type_0 = datetime.date.fromisoformat(data)

                return applicable_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        applicable_from = _parse_applicable_from(d.pop("applicable_from", UNSET))

        def _parse_applicable_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                applicable_to_type_0 = datetime.date.fromisoformat(data)

                return applicable_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        applicable_to = _parse_applicable_to(d.pop("applicable_to", UNSET))

        attribution = d.pop("attribution", UNSET)

        known_as = d.pop("known_as", UNSET)

        edition_document = cls(
            slug=slug,
            source=source,
            publisher=publisher,
            title=title,
            edition=edition,
            publication_year=publication_year,
            applicability_note=applicability_note,
            licence=licence,
            citation=citation,
            gwp_basis=gwp_basis,
            tables=tables,
            superseded=superseded,
            content_hash=content_hash,
            factors=factors,
            exportable=exportable,
            published_on=published_on,
            data_year=data_year,
            applicable_from=applicable_from,
            applicable_to=applicable_to,
            attribution=attribution,
            known_as=known_as,
        )

        edition_document.additional_properties = d
        return edition_document

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
