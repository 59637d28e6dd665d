from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.member_role import MemberRole, check_member_role

T = TypeVar("T", bound="RoleDocument")


@_attrs_define
class RoleDocument:
    """A role and what it may do."""

    role: MemberRole
    """ * `analyst` - Analyst
    * `operator` - Operator
    * `auditor` - Auditor
    * `admin` - Admin """
    may: list[Action]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        role: str = self.role

        may = []
        for may_item_data in self.may:
            may_item: str = may_item_data
            may.append(may_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "role": role,
                "may": may,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = check_member_role(d.pop("role"))

        may = []
        _may = d.pop("may")
        for may_item_data in _may:
            may_item = check_action(may_item_data)

            may.append(may_item)

        role_document = cls(
            role=role,
            may=may,
        )

        role_document.additional_properties = d
        return role_document

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
