from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.evidence_document import EvidenceDocument
    from ..models.review_document import ReviewDocument


T = TypeVar("T", bound="PrivateFactorDocument")


@_attrs_define
class PrivateFactorDocument:
    """An own factor with its evidence and what came of it; numbers are decimal strings."""

    id: UUID
    ef_cid: str
    status: str
    category: str
    activity: str
    activity_name: str
    region: str
    region_name: str
    value: str
    unit: str
    source: str
    citation: str
    supersedes: str
    """ Content id of the factor it corrects, or empty. """
    evidence: EvidenceDocument
    """ A kept file; a proposal names it by its hash. """
    proposed_by: str
    proposed_at: datetime.datetime
    review: None | ReviewDocument
    gas: str | Unset = UNSET
    basis: str | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET
    valid_to: datetime.date | None | Unset = UNSET
    notes: str | Unset = UNSET
    as_co2e_at: str | Unset = UNSET
    gwp_basis: str | Unset = UNSET
    overrides: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.review_document import ReviewDocument  # noqa: PLC0415

        id = str(self.id)

        ef_cid = self.ef_cid

        status = self.status

        category = self.category

        activity = self.activity

        activity_name = self.activity_name

        region = self.region

        region_name = self.region_name

        value = self.value

        unit = self.unit

        source = self.source

        citation = self.citation

        supersedes = self.supersedes

        evidence = self.evidence.to_dict()

        proposed_by = self.proposed_by

        proposed_at = self.proposed_at.isoformat()

        review: dict[str, Any] | None
        if isinstance(self.review, ReviewDocument):
            review = self.review.to_dict()
        else:
            review = self.review

        gas = self.gas

        basis = self.basis

        valid_from: None | str | Unset
        if isinstance(self.valid_from, Unset):
            valid_from = UNSET
        elif isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        valid_to: None | str | Unset
        if isinstance(self.valid_to, Unset):
            valid_to = UNSET
        elif isinstance(self.valid_to, datetime.date):
            valid_to = self.valid_to.isoformat()
        else:
            valid_to = self.valid_to

        notes = self.notes

        as_co2e_at = self.as_co2e_at

        gwp_basis = self.gwp_basis

        overrides = self.overrides

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "ef_cid": ef_cid,
                "status": status,
                "category": category,
                "activity": activity,
                "activity_name": activity_name,
                "region": region,
                "region_name": region_name,
                "value": value,
                "unit": unit,
                "source": source,
                "citation": citation,
                "supersedes": supersedes,
                "evidence": evidence,
                "proposed_by": proposed_by,
                "proposed_at": proposed_at,
                "review": review,
            }
        )
        if gas is not UNSET:
            field_dict["gas"] = gas
        if basis is not UNSET:
            field_dict["basis"] = basis
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if valid_to is not UNSET:
            field_dict["valid_to"] = valid_to
        if notes is not UNSET:
            field_dict["notes"] = notes
        if as_co2e_at is not UNSET:
            field_dict["as_co2e_at"] = as_co2e_at
        if gwp_basis is not UNSET:
            field_dict["gwp_basis"] = gwp_basis
        if overrides is not UNSET:
            field_dict["overrides"] = overrides

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.evidence_document import EvidenceDocument  # noqa: PLC0415
        from ..models.review_document import ReviewDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        ef_cid = d.pop("ef_cid")

        status = d.pop("status")

        category = d.pop("category")

        activity = d.pop("activity")

        activity_name = d.pop("activity_name")

        region = d.pop("region")

        region_name = d.pop("region_name")

        value = d.pop("value")

        unit = d.pop("unit")

        source = d.pop("source")

        citation = d.pop("citation")

        supersedes = d.pop("supersedes")

        evidence = EvidenceDocument.from_dict(d.pop("evidence"))

        proposed_by = d.pop("proposed_by")

        proposed_at = datetime.datetime.fromisoformat(d.pop("proposed_at"))

        def _parse_review(data: object) -> None | ReviewDocument:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                review_type_1 = ReviewDocument.from_dict(data)

                return review_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReviewDocument, data)

        review = _parse_review(d.pop("review"))

        gas = d.pop("gas", UNSET)

        basis = d.pop("basis", UNSET)

        def _parse_valid_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_from = _parse_valid_from(d.pop("valid_from", UNSET))

        def _parse_valid_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_to_type_0 = datetime.date.fromisoformat(data)

                return valid_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_to = _parse_valid_to(d.pop("valid_to", UNSET))

        notes = d.pop("notes", UNSET)

        as_co2e_at = d.pop("as_co2e_at", UNSET)

        gwp_basis = d.pop("gwp_basis", UNSET)

        overrides = d.pop("overrides", UNSET)

        private_factor_document = cls(
            id=id,
            ef_cid=ef_cid,
            status=status,
            category=category,
            activity=activity,
            activity_name=activity_name,
            region=region,
            region_name=region_name,
            value=value,
            unit=unit,
            source=source,
            citation=citation,
            supersedes=supersedes,
            evidence=evidence,
            proposed_by=proposed_by,
            proposed_at=proposed_at,
            review=review,
            gas=gas,
            basis=basis,
            valid_from=valid_from,
            valid_to=valid_to,
            notes=notes,
            as_co2e_at=as_co2e_at,
            gwp_basis=gwp_basis,
            overrides=overrides,
        )

        private_factor_document.additional_properties = d
        return private_factor_document

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
