from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.file_checks import FileChecks
    from ..models.file_problem import FileProblem


T = TypeVar("T", bound="ReportFileDocument")


@_attrs_define
class ReportFileDocument:
    """A format of a report and its file."""

    extension: str
    """ Download it at `/reports/{id}/file.{extension}`. """
    label: str
    told: str
    media_type: str
    is_there: bool
    size: int | None
    """ Bytes; null of what is made when somebody asks. """
    sha256: None | str
    problem: FileProblem | None
    checks: FileChecks | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.file_checks import FileChecks  # noqa: PLC0415
        from ..models.file_problem import FileProblem  # noqa: PLC0415

        extension = self.extension

        label = self.label

        told = self.told

        media_type = self.media_type

        is_there = self.is_there

        size: int | None
        size = self.size

        sha256: None | str
        sha256 = self.sha256

        problem: dict[str, Any] | None
        if isinstance(self.problem, FileProblem):
            problem = self.problem.to_dict()
        else:
            problem = self.problem

        checks: dict[str, Any] | None
        if isinstance(self.checks, FileChecks):
            checks = self.checks.to_dict()
        else:
            checks = self.checks

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "extension": extension,
                "label": label,
                "told": told,
                "media_type": media_type,
                "is_there": is_there,
                "size": size,
                "sha256": sha256,
                "problem": problem,
                "checks": checks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_checks import FileChecks  # noqa: PLC0415
        from ..models.file_problem import FileProblem  # noqa: PLC0415

        d = dict(src_dict)
        extension = d.pop("extension")

        label = d.pop("label")

        told = d.pop("told")

        media_type = d.pop("media_type")

        is_there = d.pop("is_there")

        def _parse_size(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        size = _parse_size(d.pop("size"))

        def _parse_sha256(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sha256 = _parse_sha256(d.pop("sha256"))

        def _parse_problem(data: object) -> FileProblem | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                problem_type_1 = FileProblem.from_dict(data)

                return problem_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FileProblem | None, data)

        problem = _parse_problem(d.pop("problem"))

        def _parse_checks(data: object) -> FileChecks | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                checks_type_1 = FileChecks.from_dict(data)

                return checks_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FileChecks | None, data)

        checks = _parse_checks(d.pop("checks"))

        report_file_document = cls(
            extension=extension,
            label=label,
            told=told,
            media_type=media_type,
            is_there=is_there,
            size=size,
            sha256=sha256,
            problem=problem,
            checks=checks,
        )

        report_file_document.additional_properties = d
        return report_file_document

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
