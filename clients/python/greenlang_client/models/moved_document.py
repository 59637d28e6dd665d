from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.moved_document_outcome_enum import (
    MovedDocumentOutcomeEnum,
    check_moved_document_outcome_enum,
)

T = TypeVar("T", bound="MovedDocument")


@_attrs_define
class MovedDocument:
    """What became of a pack that was taken in."""

    agent_id: str
    version: str
    state: str
    pack_sha256: str
    outcome: MovedDocumentOutcomeEnum
    """ * `registered` - registered
    * `registered before` - registered before
    * `rebuilt` - rebuilt """
    signed_by: str
    """ Fingerprint of the key that had signed it. """
    identical: bool
    differing: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        version = self.version

        state = self.state

        pack_sha256 = self.pack_sha256

        outcome: str = self.outcome

        signed_by = self.signed_by

        identical = self.identical

        differing = self.differing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "version": version,
                "state": state,
                "pack_sha256": pack_sha256,
                "outcome": outcome,
                "signed_by": signed_by,
                "identical": identical,
                "differing": differing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        version = d.pop("version")

        state = d.pop("state")

        pack_sha256 = d.pop("pack_sha256")

        outcome = check_moved_document_outcome_enum(d.pop("outcome"))

        signed_by = d.pop("signed_by")

        identical = d.pop("identical")

        differing = cast(list[str], d.pop("differing"))

        moved_document = cls(
            agent_id=agent_id,
            version=version,
            state=state,
            pack_sha256=pack_sha256,
            outcome=outcome,
            signed_by=signed_by,
            identical=identical,
            differing=differing,
        )

        moved_document.additional_properties = d
        return moved_document

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
