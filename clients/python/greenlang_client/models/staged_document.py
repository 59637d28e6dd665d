from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.days_enum import DaysEnum, check_days_enum
from ..models.draft_state import DraftState, check_draft_state
from ..models.file_kind import FileKind, check_file_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.column_document import ColumnDocument
    from ..models.open_question_document import OpenQuestionDocument
    from ..models.sheet_document import SheetDocument
    from ..models.staged_document_constants import StagedDocumentConstants
    from ..models.staged_preview_document import StagedPreviewDocument


T = TypeVar("T", bound="StagedDocument")


@_attrs_define
class StagedDocument:
    """A file as it was sent, with the plan of what its columns mean and what would become of its rows."""

    id: UUID
    period_id: UUID
    filename: str
    kind: FileKind
    """ * `csv` - CSV
    * `xlsx` - Excel """
    sha256: str
    created_at: datetime.datetime
    state: DraftState
    """ * `draft` - draft
    * `being taken` - being taken
    * `taken` - taken """
    upload_id: None | UUID
    job_id: None | UUID
    sheets: list[SheetDocument]
    rows: int
    columns: list[ColumnDocument]
    constants: StagedDocumentConstants
    """ What holds for all rows. """
    days: BlankEnum | DaysEnum
    estimated: bool
    told: list[str]
    """ How it was read, as far as that matters. """
    open_: list[OpenQuestionDocument]
    preview: None | StagedPreviewDocument
    """ Null while something is open. """
    same_file_upload_id: None | UUID
    """ The same bytes are in the period already. """
    sheet: str | Unset = UNSET
    agent: str | Unset = UNSET
    created_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.staged_preview_document import StagedPreviewDocument  # noqa: PLC0415

        id = str(self.id)

        period_id = str(self.period_id)

        filename = self.filename

        kind: str = self.kind

        sha256 = self.sha256

        created_at = self.created_at.isoformat()

        state: str = self.state

        upload_id: None | str
        if isinstance(self.upload_id, UUID):
            upload_id = str(self.upload_id)
        else:
            upload_id = self.upload_id

        job_id: None | str
        if isinstance(self.job_id, UUID):
            job_id = str(self.job_id)
        else:
            job_id = self.job_id

        sheets = []
        for sheets_item_data in self.sheets:
            sheets_item = sheets_item_data.to_dict()
            sheets.append(sheets_item)

        rows = self.rows

        columns = []
        for columns_item_data in self.columns:
            columns_item = columns_item_data.to_dict()
            columns.append(columns_item)

        constants = self.constants.to_dict()

        days: str
        if isinstance(self.days, str):
            days = self.days
        else:
            days = self.days

        estimated = self.estimated

        told = self.told

        open_ = []
        for open_item_data in self.open_:
            open_item = open_item_data.to_dict()
            open_.append(open_item)

        preview: dict[str, Any] | None
        if isinstance(self.preview, StagedPreviewDocument):
            preview = self.preview.to_dict()
        else:
            preview = self.preview

        same_file_upload_id: None | str
        if isinstance(self.same_file_upload_id, UUID):
            same_file_upload_id = str(self.same_file_upload_id)
        else:
            same_file_upload_id = self.same_file_upload_id

        sheet = self.sheet

        agent = self.agent

        created_by = self.created_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "filename": filename,
                "kind": kind,
                "sha256": sha256,
                "created_at": created_at,
                "state": state,
                "upload_id": upload_id,
                "job_id": job_id,
                "sheets": sheets,
                "rows": rows,
                "columns": columns,
                "constants": constants,
                "days": days,
                "estimated": estimated,
                "told": told,
                "open": open_,
                "preview": preview,
                "same_file_upload_id": same_file_upload_id,
            }
        )
        if sheet is not UNSET:
            field_dict["sheet"] = sheet
        if agent is not UNSET:
            field_dict["agent"] = agent
        if created_by is not UNSET:
            field_dict["created_by"] = created_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.column_document import ColumnDocument  # noqa: PLC0415
        from ..models.open_question_document import OpenQuestionDocument  # noqa: PLC0415
        from ..models.sheet_document import SheetDocument  # noqa: PLC0415
        from ..models.staged_document_constants import StagedDocumentConstants  # noqa: PLC0415
        from ..models.staged_preview_document import StagedPreviewDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        filename = d.pop("filename")

        kind = check_file_kind(d.pop("kind"))

        sha256 = d.pop("sha256")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        state = check_draft_state(d.pop("state"))

        def _parse_upload_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                upload_id_type_0 = UUID(data)

                return upload_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        upload_id = _parse_upload_id(d.pop("upload_id"))

        def _parse_job_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                job_id_type_0 = UUID(data)

                return job_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        job_id = _parse_job_id(d.pop("job_id"))

        sheets = []
        _sheets = d.pop("sheets")
        for sheets_item_data in _sheets:
            sheets_item = SheetDocument.from_dict(sheets_item_data)

            sheets.append(sheets_item)

        rows = d.pop("rows")

        columns = []
        _columns = d.pop("columns")
        for columns_item_data in _columns:
            columns_item = ColumnDocument.from_dict(columns_item_data)

            columns.append(columns_item)

        constants = StagedDocumentConstants.from_dict(d.pop("constants"))

        def _parse_days(data: object) -> BlankEnum | DaysEnum:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                days_type_0 = check_days_enum(data)

                return days_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            days_type_1 = check_blank_enum(data)

            return days_type_1

        days = _parse_days(d.pop("days"))

        estimated = d.pop("estimated")

        told = cast(list[str], d.pop("told"))

        open_ = []
        _open_ = d.pop("open")
        for open_item_data in _open_:
            open_item = OpenQuestionDocument.from_dict(open_item_data)

            open_.append(open_item)

        def _parse_preview(data: object) -> None | StagedPreviewDocument:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                preview_type_1 = StagedPreviewDocument.from_dict(data)

                return preview_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StagedPreviewDocument, data)

        preview = _parse_preview(d.pop("preview"))

        def _parse_same_file_upload_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                same_file_upload_id_type_0 = UUID(data)

                return same_file_upload_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        same_file_upload_id = _parse_same_file_upload_id(d.pop("same_file_upload_id"))

        sheet = d.pop("sheet", UNSET)

        agent = d.pop("agent", UNSET)

        created_by = d.pop("created_by", UNSET)

        staged_document = cls(
            id=id,
            period_id=period_id,
            filename=filename,
            kind=kind,
            sha256=sha256,
            created_at=created_at,
            state=state,
            upload_id=upload_id,
            job_id=job_id,
            sheets=sheets,
            rows=rows,
            columns=columns,
            constants=constants,
            days=days,
            estimated=estimated,
            told=told,
            open_=open_,
            preview=preview,
            same_file_upload_id=same_file_upload_id,
            sheet=sheet,
            agent=agent,
            created_by=created_by,
        )

        staged_document.additional_properties = d
        return staged_document

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
