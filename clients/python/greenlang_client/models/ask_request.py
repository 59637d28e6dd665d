from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.footprint_criteria_request import FootprintCriteriaRequest


T = TypeVar("T", bound="AskRequest")


@_attrs_define
class AskRequest:
    """Footprints that a partner is asked for."""

    partner_id: UUID
    criteria: FootprintCriteriaRequest
    """ What is looked for, by PACT's names: of each list one value has to be met, and every criterion. """
    comment: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        partner_id = str(self.partner_id)

        criteria = self.criteria.to_dict()

        comment = self.comment

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "partner_id": partner_id,
                "criteria": criteria,
            }
        )
        if comment is not UNSET:
            field_dict["comment"] = comment

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.footprint_criteria_request import FootprintCriteriaRequest  # noqa: PLC0415

        d = dict(src_dict)
        partner_id = UUID(d.pop("partner_id"))

        criteria = FootprintCriteriaRequest.from_dict(d.pop("criteria"))

        comment = d.pop("comment", UNSET)

        ask_request = cls(
            partner_id=partner_id,
            criteria=criteria,
            comment=comment,
        )

        ask_request.additional_properties = d
        return ask_request

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
