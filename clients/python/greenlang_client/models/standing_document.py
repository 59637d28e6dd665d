from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.standing_document_state_enum import (
    StandingDocumentStateEnum,
    check_standing_document_state_enum,
)

if TYPE_CHECKING:
    from ..models.blocker_document import BlockerDocument
    from ..models.restated_change_document import RestatedChangeDocument
    from ..models.round_document import RoundDocument
    from ..models.step_document import StepDocument
    from ..models.subject_document import SubjectDocument


T = TypeVar("T", bound="StandingDocument")


@_attrs_define
class StandingDocument:
    """Where a period stands between open and signed off.

    ``submission``: the step that waits for an approver; name it when you decide. ``change``: what a restatement has
    changed so far.

    """

    period_id: UUID
    state: StandingDocumentStateEnum
    """ * `open` - open
    * `submitted` - submitted
    * `signed` - signed """
    round_: int
    subject: None | SubjectDocument
    blockers: list[BlockerDocument]
    submission: None | UUID
    restates: str
    change: None | RestatedChangeDocument
    rounds: list[RoundDocument]
    steps: list[StepDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.restated_change_document import RestatedChangeDocument  # noqa: PLC0415
        from ..models.subject_document import SubjectDocument  # noqa: PLC0415

        period_id = str(self.period_id)

        state: str = self.state

        round_ = self.round_

        subject: dict[str, Any] | None
        if isinstance(self.subject, SubjectDocument):
            subject = self.subject.to_dict()
        else:
            subject = self.subject

        blockers = []
        for blockers_item_data in self.blockers:
            blockers_item = blockers_item_data.to_dict()
            blockers.append(blockers_item)

        submission: None | str
        if isinstance(self.submission, UUID):
            submission = str(self.submission)
        else:
            submission = self.submission

        restates = self.restates

        change: dict[str, Any] | None
        if isinstance(self.change, RestatedChangeDocument):
            change = self.change.to_dict()
        else:
            change = self.change

        rounds = []
        for rounds_item_data in self.rounds:
            rounds_item = rounds_item_data.to_dict()
            rounds.append(rounds_item)

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_id": period_id,
                "state": state,
                "round": round_,
                "subject": subject,
                "blockers": blockers,
                "submission": submission,
                "restates": restates,
                "change": change,
                "rounds": rounds,
                "steps": steps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.blocker_document import BlockerDocument  # noqa: PLC0415
        from ..models.restated_change_document import RestatedChangeDocument  # noqa: PLC0415
        from ..models.round_document import RoundDocument  # noqa: PLC0415
        from ..models.step_document import StepDocument  # noqa: PLC0415
        from ..models.subject_document import SubjectDocument  # noqa: PLC0415

        d = dict(src_dict)
        period_id = UUID(d.pop("period_id"))

        state = check_standing_document_state_enum(d.pop("state"))

        round_ = d.pop("round")

        def _parse_subject(data: object) -> None | SubjectDocument:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                subject_type_1 = SubjectDocument.from_dict(data)

                return subject_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SubjectDocument, data)

        subject = _parse_subject(d.pop("subject"))

        blockers = []
        _blockers = d.pop("blockers")
        for blockers_item_data in _blockers:
            blockers_item = BlockerDocument.from_dict(blockers_item_data)

            blockers.append(blockers_item)

        def _parse_submission(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                submission_type_0 = UUID(data)

                return submission_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        submission = _parse_submission(d.pop("submission"))

        restates = d.pop("restates")

        def _parse_change(data: object) -> None | RestatedChangeDocument:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                change_type_1 = RestatedChangeDocument.from_dict(data)

                return change_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RestatedChangeDocument, data)

        change = _parse_change(d.pop("change"))

        rounds = []
        _rounds = d.pop("rounds")
        for rounds_item_data in _rounds:
            rounds_item = RoundDocument.from_dict(rounds_item_data)

            rounds.append(rounds_item)

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = StepDocument.from_dict(steps_item_data)

            steps.append(steps_item)

        standing_document = cls(
            period_id=period_id,
            state=state,
            round_=round_,
            subject=subject,
            blockers=blockers,
            submission=submission,
            restates=restates,
            change=change,
            rounds=rounds,
            steps=steps,
        )

        standing_document.additional_properties = d
        return standing_document

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
