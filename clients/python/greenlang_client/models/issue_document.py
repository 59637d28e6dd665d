from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.issue_kind import IssueKind, check_issue_kind
from ..models.issue_state import IssueState, check_issue_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.assignee_document import AssigneeDocument


T = TypeVar("T", bound="IssueDocument")


@_attrs_define
class IssueDocument:
    """A finding; ``kilograms`` of CO2e are at stake, null where that is not known, and ``how`` says how it is."""

    id: UUID
    period_id: UUID
    kind: IssueKind
    """ * `gap` - Gap between readings
    * `overlap` - Readings overlap
    * `no-data` - Site without data
    * `unit-kinds` - Units of several kinds
    * `jump` - Quantity off by a power of ten
    * `cost` - Unusual cost per unit
    * `year` - Change against last year
    * `no-factor` - No factor chosen
    * `refused` - Refused by the agent
    * `not-calculated` - Not calculated yet
    * `rejected` - Rejected rows
    * `estimated` - Much is estimated """
    title: str
    blocks: bool
    """ It keeps the period from being signed off. """
    kilograms: None | str
    how: str
    assignee: AssigneeDocument | None
    found_at: datetime.datetime
    seen_at: datetime.datetime
    state: IssueState | Unset = UNSET
    """ * `open` - Open
    * `resolved` - Resolved
    * `accepted` - Accepted """
    site_id: None | Unset | UUID = UNSET
    site: str | Unset = UNSET
    reason: str | Unset = UNSET
    closed_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.assignee_document import AssigneeDocument  # noqa: PLC0415

        id = str(self.id)

        period_id = str(self.period_id)

        kind: str = self.kind

        title = self.title

        blocks = self.blocks

        kilograms: None | str
        kilograms = self.kilograms

        how = self.how

        assignee: dict[str, Any] | None
        if isinstance(self.assignee, AssigneeDocument):
            assignee = self.assignee.to_dict()
        else:
            assignee = self.assignee

        found_at = self.found_at.isoformat()

        seen_at = self.seen_at.isoformat()

        state: str | Unset = UNSET
        if not isinstance(self.state, Unset):
            state = self.state

        site_id: None | str | Unset
        if isinstance(self.site_id, Unset):
            site_id = UNSET
        elif isinstance(self.site_id, UUID):
            site_id = str(self.site_id)
        else:
            site_id = self.site_id

        site = self.site

        reason = self.reason

        closed_at: None | str | Unset
        if isinstance(self.closed_at, Unset):
            closed_at = UNSET
        elif isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "kind": kind,
                "title": title,
                "blocks": blocks,
                "kilograms": kilograms,
                "how": how,
                "assignee": assignee,
                "found_at": found_at,
                "seen_at": seen_at,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if site_id is not UNSET:
            field_dict["site_id"] = site_id
        if site is not UNSET:
            field_dict["site"] = site
        if reason is not UNSET:
            field_dict["reason"] = reason
        if closed_at is not UNSET:
            field_dict["closed_at"] = closed_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.assignee_document import AssigneeDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        kind = check_issue_kind(d.pop("kind"))

        title = d.pop("title")

        blocks = d.pop("blocks")

        def _parse_kilograms(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        kilograms = _parse_kilograms(d.pop("kilograms"))

        how = d.pop("how")

        def _parse_assignee(data: object) -> AssigneeDocument | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                assignee_type_1 = AssigneeDocument.from_dict(data)

                return assignee_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AssigneeDocument | None, data)

        assignee = _parse_assignee(d.pop("assignee"))

        found_at = datetime.datetime.fromisoformat(d.pop("found_at"))

        seen_at = datetime.datetime.fromisoformat(d.pop("seen_at"))

        _state = d.pop("state", UNSET)
        state: IssueState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = check_issue_state(_state)

        def _parse_site_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                site_id_type_0 = UUID(data)

                return site_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        site_id = _parse_site_id(d.pop("site_id", UNSET))

        site = d.pop("site", UNSET)

        reason = d.pop("reason", UNSET)

        def _parse_closed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        closed_at = _parse_closed_at(d.pop("closed_at", UNSET))

        issue_document = cls(
            id=id,
            period_id=period_id,
            kind=kind,
            title=title,
            blocks=blocks,
            kilograms=kilograms,
            how=how,
            assignee=assignee,
            found_at=found_at,
            seen_at=seen_at,
            state=state,
            site_id=site_id,
            site=site,
            reason=reason,
            closed_at=closed_at,
        )

        issue_document.additional_properties = d
        return issue_document

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
