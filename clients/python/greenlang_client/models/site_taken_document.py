from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.site_outcome import SiteOutcome, check_site_outcome

T = TypeVar("T", bound="SiteTakenDocument")


@_attrs_define
class SiteTakenDocument:
    """What became of one site of the list."""

    row: int
    """ Its place in the list: from 0 in JSON, as a spreadsheet counts in CSV. """
    outcome: SiteOutcome
    """ * `made` - made
    * `changed` - changed """
    site_id: UUID
    name: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        outcome: str = self.outcome

        site_id = str(self.site_id)

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "outcome": outcome,
                "site_id": site_id,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        row = d.pop("row")

        outcome = check_site_outcome(d.pop("outcome"))

        site_id = UUID(d.pop("site_id"))

        name = d.pop("name")

        site_taken_document = cls(
            row=row,
            outcome=outcome,
            site_id=site_id,
            name=name,
        )

        site_taken_document.additional_properties = d
        return site_taken_document

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
