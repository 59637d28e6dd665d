from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.file_problem_errors_item import FileProblemErrorsItem


T = TypeVar("T", bound="FileProblem")


@_attrs_define
class FileProblem:
    """Why a file is not there, and how to mend that."""

    code: str
    message: str
    where: str
    mend: str
    errors: list[FileProblemErrorsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        where = self.where

        mend = self.mend

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
                "where": where,
                "mend": mend,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_problem_errors_item import FileProblemErrorsItem  # noqa: PLC0415

        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        where = d.pop("where")

        mend = d.pop("mend")

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = FileProblemErrorsItem.from_dict(errors_item_data)

            errors.append(errors_item)

        file_problem = cls(
            code=code,
            message=message,
            where=where,
            mend=mend,
            errors=errors,
        )

        file_problem.additional_properties = d
        return file_problem

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
