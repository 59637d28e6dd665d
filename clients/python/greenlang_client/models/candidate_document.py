from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.candidate_document_factor import CandidateDocumentFactor
    from ..models.candidate_document_mapped import CandidateDocumentMapped
    from ..models.candidate_reason_document import CandidateReasonDocument


T = TypeVar("T", bound="CandidateDocument")


@_attrs_define
class CandidateDocument:
    """A factor that rows could be mapped to, with what it would give by the agent's own formula."""

    key: str
    """ Accept it by this. """
    title: str
    agent: str
    agent_name: str
    scope: str
    category: str
    edition: str
    edition_title: str
    year: int
    region: str
    region_name: str
    confidence: str
    """ From 0 to 1. """
    kilograms: None | str
    """ kg CO2e; null: the agent refuses these rows. """
    refusal: str
    reasons: list[CandidateReasonDocument]
    mapped: CandidateDocumentMapped
    """ What the agent is told. """
    factor: CandidateDocumentFactor
    """ Where it comes from. """
    method: str
    """ Of scope 2. """
    lacks: str
    """ The method of scope 2 that no candidate has. """
    granted: list[str]
    """ What accepting it takes for granted: needs a reason. """
    against: list[str]
    """ What speaks against it. """
    can_be_accepted: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        title = self.title

        agent = self.agent

        agent_name = self.agent_name

        scope = self.scope

        category = self.category

        edition = self.edition

        edition_title = self.edition_title

        year = self.year

        region = self.region

        region_name = self.region_name

        confidence = self.confidence

        kilograms: None | str
        kilograms = self.kilograms

        refusal = self.refusal

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        mapped = self.mapped.to_dict()

        factor = self.factor.to_dict()

        method = self.method

        lacks = self.lacks

        granted = self.granted

        against = self.against

        can_be_accepted = self.can_be_accepted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "agent": agent,
                "agent_name": agent_name,
                "scope": scope,
                "category": category,
                "edition": edition,
                "edition_title": edition_title,
                "year": year,
                "region": region,
                "region_name": region_name,
                "confidence": confidence,
                "kilograms": kilograms,
                "refusal": refusal,
                "reasons": reasons,
                "mapped": mapped,
                "factor": factor,
                "method": method,
                "lacks": lacks,
                "granted": granted,
                "against": against,
                "can_be_accepted": can_be_accepted,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.candidate_document_factor import CandidateDocumentFactor  # noqa: PLC0415
        from ..models.candidate_document_mapped import CandidateDocumentMapped  # noqa: PLC0415
        from ..models.candidate_reason_document import CandidateReasonDocument  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        title = d.pop("title")

        agent = d.pop("agent")

        agent_name = d.pop("agent_name")

        scope = d.pop("scope")

        category = d.pop("category")

        edition = d.pop("edition")

        edition_title = d.pop("edition_title")

        year = d.pop("year")

        region = d.pop("region")

        region_name = d.pop("region_name")

        confidence = d.pop("confidence")

        def _parse_kilograms(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        kilograms = _parse_kilograms(d.pop("kilograms"))

        refusal = d.pop("refusal")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = CandidateReasonDocument.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        mapped = CandidateDocumentMapped.from_dict(d.pop("mapped"))

        factor = CandidateDocumentFactor.from_dict(d.pop("factor"))

        method = d.pop("method")

        lacks = d.pop("lacks")

        granted = cast(list[str], d.pop("granted"))

        against = cast(list[str], d.pop("against"))

        can_be_accepted = d.pop("can_be_accepted")

        candidate_document = cls(
            key=key,
            title=title,
            agent=agent,
            agent_name=agent_name,
            scope=scope,
            category=category,
            edition=edition,
            edition_title=edition_title,
            year=year,
            region=region,
            region_name=region_name,
            confidence=confidence,
            kilograms=kilograms,
            refusal=refusal,
            reasons=reasons,
            mapped=mapped,
            factor=factor,
            method=method,
            lacks=lacks,
            granted=granted,
            against=against,
            can_be_accepted=can_be_accepted,
        )

        candidate_document.additional_properties = d
        return candidate_document

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
