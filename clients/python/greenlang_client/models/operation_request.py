from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verb_enum import VerbEnum, check_verb_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="OperationRequest")


@_attrs_define
class OperationRequest:
    """What to do, to which version, and why."""

    verb: VerbEnum
    """ * `deploy` - deploy
    * `start` - start
    * `stop` - stop
    * `pause` - pause
    * `resume` - resume
    * `retire` - retire
    * `roll-back` - roll-back """
    version: str | Unset = UNSET
    """ A number or an alias; the version that serves when left out. """
    reason: str | Unset = UNSET
    """ Asked for by pause, retire and roll-back. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        verb: str = self.verb

        version = self.version

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "verb": verb,
            }
        )
        if version is not UNSET:
            field_dict["version"] = version
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        verb = check_verb_enum(d.pop("verb"))

        version = d.pop("version", UNSET)

        reason = d.pop("reason", UNSET)

        operation_request = cls(
            verb=verb,
            version=version,
            reason=reason,
        )

        operation_request.additional_properties = d
        return operation_request

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
