from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.version_state import VersionState, check_version_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.deprecation_document import DeprecationDocument
    from ..models.event_document import EventDocument
    from ..models.revision_summary import RevisionSummary
    from ..models.version_document_descriptor_type_0 import VersionDocumentDescriptorType0
    from ..models.version_document_quality_report_type_0 import (
        VersionDocumentQualityReportType0,
    )
    from ..models.version_review import VersionReview


T = TypeVar("T", bound="VersionDocument")


@_attrs_define
class VersionDocument:
    """A version with its history, descriptor and measured quality."""

    version: str
    verbs: list[str]
    spec_hash: str
    url: str
    """ Where it can be reached; empty when nowhere. """
    created_at: datetime.datetime
    aliases: list[str]
    """ The names that stand for it. """
    tags: list[str]
    """ The words on it. """
    deprecation: DeprecationDocument | None
    events: list[EventDocument]
    revisions: list[RevisionSummary]
    reviews: list[VersionReview]
    descriptor: None | VersionDocumentDescriptorType0
    """ Inputs, outputs, formulas, hashes; null before registration. """
    quality_report: None | VersionDocumentQualityReportType0
    """ The twelve dimensions as measured; null before evaluation. """
    state: VersionState | Unset = UNSET
    """ * `draft` - Draft
    * `building` - Building
    * `testing` - Testing
    * `validated` - Validated
    * `staged` - Staged
    * `active` - Active
    * `running` - Running
    * `paused` - Paused
    * `failed` - Failed
    * `retired` - Retired """
    domain: str | Unset = UNSET
    pack_sha256: str | Unset = UNSET
    created_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.deprecation_document import DeprecationDocument  # noqa: PLC0415
        from ..models.version_document_descriptor_type_0 import (
            VersionDocumentDescriptorType0,  # noqa: PLC0415
        )
        from ..models.version_document_quality_report_type_0 import (
            VersionDocumentQualityReportType0,  # noqa: PLC0415
        )

        version = self.version

        verbs = self.verbs

        spec_hash = self.spec_hash

        url = self.url

        created_at = self.created_at.isoformat()

        aliases = self.aliases

        tags = self.tags

        deprecation: dict[str, Any] | None
        if isinstance(self.deprecation, DeprecationDocument):
            deprecation = self.deprecation.to_dict()
        else:
            deprecation = self.deprecation

        events = []
        for events_item_data in self.events:
            events_item = events_item_data.to_dict()
            events.append(events_item)

        revisions = []
        for revisions_item_data in self.revisions:
            revisions_item = revisions_item_data.to_dict()
            revisions.append(revisions_item)

        reviews = []
        for reviews_item_data in self.reviews:
            reviews_item = reviews_item_data.to_dict()
            reviews.append(reviews_item)

        descriptor: dict[str, Any] | None
        if isinstance(self.descriptor, VersionDocumentDescriptorType0):
            descriptor = self.descriptor.to_dict()
        else:
            descriptor = self.descriptor

        quality_report: dict[str, Any] | None
        if isinstance(self.quality_report, VersionDocumentQualityReportType0):
            quality_report = self.quality_report.to_dict()
        else:
            quality_report = self.quality_report

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        domain = self.domain

        pack_sha256 = self.pack_sha256

        created_by = self.created_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "verbs": verbs,
                "spec_hash": spec_hash,
                "url": url,
                "created_at": created_at,
                "aliases": aliases,
                "tags": tags,
                "deprecation": deprecation,
                "events": events,
                "revisions": revisions,
                "reviews": reviews,
                "descriptor": descriptor,
                "quality_report": quality_report,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if domain is not UNSET:
            field_dict["domain"] = domain
        if pack_sha256 is not UNSET:
            field_dict["pack_sha256"] = pack_sha256
        if created_by is not UNSET:
            field_dict["created_by"] = created_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.deprecation_document import DeprecationDocument  # noqa: PLC0415
        from ..models.event_document import EventDocument  # noqa: PLC0415
        from ..models.revision_summary import RevisionSummary  # noqa: PLC0415
        from ..models.version_document_descriptor_type_0 import (
            VersionDocumentDescriptorType0,  # noqa: PLC0415
        )
        from ..models.version_document_quality_report_type_0 import (
            VersionDocumentQualityReportType0,  # noqa: PLC0415
        )
        from ..models.version_review import VersionReview  # noqa: PLC0415

        d = dict(src_dict)
        version = d.pop("version")

        verbs = cast(list[str], d.pop("verbs"))

        spec_hash = d.pop("spec_hash")

        url = d.pop("url")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        aliases = cast(list[str], d.pop("aliases"))

        tags = cast(list[str], d.pop("tags"))

        def _parse_deprecation(data: object) -> DeprecationDocument | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                deprecation_type_1 = DeprecationDocument.from_dict(data)

                return deprecation_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DeprecationDocument | None, data)

        deprecation = _parse_deprecation(d.pop("deprecation"))

        events = []
        _events = d.pop("events")
        for events_item_data in _events:
            events_item = EventDocument.from_dict(events_item_data)

            events.append(events_item)

        revisions = []
        _revisions = d.pop("revisions")
        for revisions_item_data in _revisions:
            revisions_item = RevisionSummary.from_dict(revisions_item_data)

            revisions.append(revisions_item)

        reviews = []
        _reviews = d.pop("reviews")
        for reviews_item_data in _reviews:
            reviews_item = VersionReview.from_dict(reviews_item_data)

            reviews.append(reviews_item)

        def _parse_descriptor(data: object) -> None | VersionDocumentDescriptorType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                descriptor_type_0 = VersionDocumentDescriptorType0.from_dict(data)

                return descriptor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VersionDocumentDescriptorType0, data)

        descriptor = _parse_descriptor(d.pop("descriptor"))

        def _parse_quality_report(data: object) -> None | VersionDocumentQualityReportType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                quality_report_type_0 = VersionDocumentQualityReportType0.from_dict(data)

                return quality_report_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | VersionDocumentQualityReportType0, data)

        quality_report = _parse_quality_report(d.pop("quality_report"))

        _state = d.pop("state", UNSET)
        state: VersionState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_version_state(_state)

        domain = d.pop("domain", UNSET)

        pack_sha256 = d.pop("pack_sha256", UNSET)

        created_by = d.pop("created_by", UNSET)

        version_document = cls(
            version=version,
            verbs=verbs,
            spec_hash=spec_hash,
            url=url,
            created_at=created_at,
            aliases=aliases,
            tags=tags,
            deprecation=deprecation,
            events=events,
            revisions=revisions,
            reviews=reviews,
            descriptor=descriptor,
            quality_report=quality_report,
            state=state,
            domain=domain,
            pack_sha256=pack_sha256,
            created_by=created_by,
        )

        version_document.additional_properties = d
        return version_document

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
