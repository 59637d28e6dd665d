from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.activity_document_attributes import ActivityDocumentAttributes
    from ..models.activity_document_mapped import ActivityDocumentMapped


T = TypeVar("T", bound="ActivityDocument")


@_attrs_define
class ActivityDocument:
    """An accepted row, and what became of it."""

    id: UUID
    row: int
    """ As a spreadsheet counts. """
    site_id: UUID
    site: str
    start: datetime.date
    end: datetime.date
    quantity: str
    unit: str
    basis: str
    description: str
    reference: str
    is_estimated: bool
    attributes: ActivityDocumentAttributes
    """ Further columns, as they came. """
    mapped: ActivityDocumentMapped
    """ What was chosen for its description since, by the agent's inputs. """
    agent: str
    """ Is to calculate it; empty: any; “-”: left out. """
    calculation: str
    """ The last that was made of it. """
    is_reversed: bool
    """ That calculation was taken back. """
    refusal: str
    """ Why the last attempt made none. """
    evidence: int
    """ Pieces that stand behind this row alone. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        row = self.row

        site_id = str(self.site_id)

        site = self.site

        start = self.start.isoformat()

        end = self.end.isoformat()

        quantity = self.quantity

        unit = self.unit

        basis = self.basis

        description = self.description

        reference = self.reference

        is_estimated = self.is_estimated

        attributes = self.attributes.to_dict()

        mapped = self.mapped.to_dict()

        agent = self.agent

        calculation = self.calculation

        is_reversed = self.is_reversed

        refusal = self.refusal

        evidence = self.evidence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "row": row,
                "site_id": site_id,
                "site": site,
                "start": start,
                "end": end,
                "quantity": quantity,
                "unit": unit,
                "basis": basis,
                "description": description,
                "reference": reference,
                "is_estimated": is_estimated,
                "attributes": attributes,
                "mapped": mapped,
                "agent": agent,
                "calculation": calculation,
                "is_reversed": is_reversed,
                "refusal": refusal,
                "evidence": evidence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_document_attributes import ActivityDocumentAttributes  # noqa: PLC0415
        from ..models.activity_document_mapped import ActivityDocumentMapped  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        row = d.pop("row")

        site_id = UUID(d.pop("site_id"))

        site = d.pop("site")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        quantity = d.pop("quantity")

        unit = d.pop("unit")

        basis = d.pop("basis")

        description = d.pop("description")

        reference = d.pop("reference")

        is_estimated = d.pop("is_estimated")

        attributes = ActivityDocumentAttributes.from_dict(d.pop("attributes"))

        mapped = ActivityDocumentMapped.from_dict(d.pop("mapped"))

        agent = d.pop("agent")

        calculation = d.pop("calculation")

        is_reversed = d.pop("is_reversed")

        refusal = d.pop("refusal")

        evidence = d.pop("evidence")

        activity_document = cls(
            id=id,
            row=row,
            site_id=site_id,
            site=site,
            start=start,
            end=end,
            quantity=quantity,
            unit=unit,
            basis=basis,
            description=description,
            reference=reference,
            is_estimated=is_estimated,
            attributes=attributes,
            mapped=mapped,
            agent=agent,
            calculation=calculation,
            is_reversed=is_reversed,
            refusal=refusal,
            evidence=evidence,
        )

        activity_document.additional_properties = d
        return activity_document

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
