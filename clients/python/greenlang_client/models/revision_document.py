from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.failure_document import FailureDocument


T = TypeVar("T", bound="RevisionDocument")


@_attrs_define
class RevisionDocument:
    """An attempt with its specification."""

    number: int
    spec_hash: str
    submitted_by: str
    submitted_at: datetime.datetime
    reached: str
    """ The state it came to; empty where nothing was done with it. """
    failure: FailureDocument | None
    pack: str
    """ The pack.yaml as it was submitted; what is no UTF-8 is replaced. """
    completion: str
    """ The completion beside it; empty where there was none. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.failure_document import FailureDocument  # noqa: PLC0415

        number = self.number

        spec_hash = self.spec_hash

        submitted_by = self.submitted_by

        submitted_at = self.submitted_at.isoformat()

        reached = self.reached

        failure: dict[str, Any] | None
        if isinstance(self.failure, FailureDocument):
            failure = self.failure.to_dict()
        else:
            failure = self.failure

        pack = self.pack

        completion = self.completion

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "spec_hash": spec_hash,
                "submitted_by": submitted_by,
                "submitted_at": submitted_at,
                "reached": reached,
                "failure": failure,
                "pack": pack,
                "completion": completion,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failure_document import FailureDocument  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        spec_hash = d.pop("spec_hash")

        submitted_by = d.pop("submitted_by")

        submitted_at = datetime.datetime.fromisoformat(d.pop("submitted_at"))

        reached = d.pop("reached")

        def _parse_failure(data: object) -> FailureDocument | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                failure_type_1 = FailureDocument.from_dict(data)

                return failure_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FailureDocument | None, data)

        failure = _parse_failure(d.pop("failure"))

        pack = d.pop("pack")

        completion = d.pop("completion")

        revision_document = cls(
            number=number,
            spec_hash=spec_hash,
            submitted_by=submitted_by,
            submitted_at=submitted_at,
            reached=reached,
            failure=failure,
            pack=pack,
            completion=completion,
        )

        revision_document.additional_properties = d
        return revision_document

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
