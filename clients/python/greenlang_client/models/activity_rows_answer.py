from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.account_document import AccountDocument
    from ..models.row_result_document import RowResultDocument


T = TypeVar("T", bound="ActivityRowsAnswer")


@_attrs_define
class ActivityRowsAnswer:
    """The account, and what became of each row in the order of the body."""

    upload: AccountDocument
    """ A file, or rows handed over: rows_in = accepted + rejected + duplicate. ``settled`` are of the rejected. """
    results: list[RowResultDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        upload = self.upload.to_dict()

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "upload": upload,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_document import AccountDocument  # noqa: PLC0415
        from ..models.row_result_document import RowResultDocument  # noqa: PLC0415

        d = dict(src_dict)
        upload = AccountDocument.from_dict(d.pop("upload"))

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = RowResultDocument.from_dict(results_item_data)

            results.append(results_item)

        activity_rows_answer = cls(
            upload=upload,
            results=results,
        )

        activity_rows_answer.additional_properties = d
        return activity_rows_answer

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
