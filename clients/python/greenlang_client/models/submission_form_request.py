from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, FileTypes, Unset

T = TypeVar("T", bound="SubmissionFormRequest")


@_attrs_define
class SubmissionFormRequest:
    """A specification, and what makes it calculable."""

    pack: File
    """ The pack.yaml. """
    completion: File | Unset = UNSET
    """ What it lacks, as a second YAML document. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pack = self.pack.to_tuple()

        completion: FileTypes | Unset = UNSET
        if not isinstance(self.completion, Unset):
            completion = self.completion.to_tuple()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pack": pack,
            }
        )
        if completion is not UNSET:
            field_dict["completion"] = completion

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("pack", self.pack.to_tuple()))

        if not isinstance(self.completion, Unset):
            files.append(("completion", self.completion.to_tuple()))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pack = File(payload=BytesIO(d.pop("pack")))

        _completion = d.pop("completion", UNSET)
        completion: File | Unset
        if isinstance(_completion, Unset):
            completion = UNSET
        else:
            completion = File(payload=BytesIO(_completion))

        submission_form_request = cls(
            pack=pack,
            completion=completion,
        )

        submission_form_request.additional_properties = d
        return submission_form_request

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
