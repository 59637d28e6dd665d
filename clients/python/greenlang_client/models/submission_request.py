from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.submission_request_reasons import SubmissionRequestReasons


T = TypeVar("T", bound="SubmissionRequest")


@_attrs_define
class SubmissionRequest:
    """A preparer hands the period in with its latest report."""

    statement: str
    reasons: SubmissionRequestReasons | Unset = UNSET
    """ Why what stands in the way may stay, by the blocker’s code; only of those that are acceptable. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        statement = self.statement

        reasons: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reasons, Unset):
            reasons = self.reasons.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "statement": statement,
            }
        )
        if reasons is not UNSET:
            field_dict["reasons"] = reasons

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.submission_request_reasons import SubmissionRequestReasons  # noqa: PLC0415

        d = dict(src_dict)
        statement = d.pop("statement")

        _reasons = d.pop("reasons", UNSET)
        reasons: SubmissionRequestReasons | Unset
        if isinstance(_reasons, Unset):
            reasons = UNSET
        else:
            reasons = SubmissionRequestReasons.from_dict(_reasons)

        submission_request = cls(
            statement=statement,
            reasons=reasons,
        )

        submission_request.additional_properties = d
        return submission_request

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
