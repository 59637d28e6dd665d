from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.row_outcome import RowOutcome, check_row_outcome

if TYPE_CHECKING:
    from ..models.staged_row_document_values_type_0 import StagedRowDocumentValuesType0


T = TypeVar("T", bound="StagedRowDocument")


@_attrs_define
class StagedRowDocument:
    """A row as it would be taken."""

    row: int
    """ As a spreadsheet counts. """
    outcome: RowOutcome
    """ * `accepted` - accepted
    * `rejected` - rejected
    * `duplicate` - duplicate """
    column: str
    reason: str
    values: None | StagedRowDocumentValuesType0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.staged_row_document_values_type_0 import (
            StagedRowDocumentValuesType0,  # noqa: PLC0415
        )

        row = self.row

        outcome: str = self.outcome

        column = self.column

        reason = self.reason

        values: dict[str, Any] | None
        if isinstance(self.values, StagedRowDocumentValuesType0):
            values = self.values.to_dict()
        else:
            values = self.values

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "outcome": outcome,
                "column": column,
                "reason": reason,
                "values": values,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.staged_row_document_values_type_0 import (
            StagedRowDocumentValuesType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        row = d.pop("row")

        outcome = check_row_outcome(d.pop("outcome"))

        column = d.pop("column")

        reason = d.pop("reason")

        def _parse_values(data: object) -> None | StagedRowDocumentValuesType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                values_type_0 = StagedRowDocumentValuesType0.from_dict(data)

                return values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StagedRowDocumentValuesType0, data)

        values = _parse_values(d.pop("values"))

        staged_row_document = cls(
            row=row,
            outcome=outcome,
            column=column,
            reason=reason,
            values=values,
        )

        staged_row_document.additional_properties = d
        return staged_row_document

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
