from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.action_request import ActionRequest
    from ..models.assurance_request import AssuranceRequest
    from ..models.energy_production_request import EnergyProductionRequest
    from ..models.exclusion_request import ExclusionRequest
    from ..models.high_impact_request import HighImpactRequest
    from ..models.known_uncertainty_request import KnownUncertaintyRequest
    from ..models.purchased_energy_request import PurchasedEnergyRequest
    from ..models.revenue_request import RevenueRequest
    from ..models.scope_3_answer_request import Scope3AnswerRequest
    from ..models.target_request import TargetRequest


T = TypeVar("T", bound="DisclosuresRequest")


@_attrs_define
class DisclosuresRequest:
    """Of a period. Whatever is not there was not said; a ``no_…`` says that there is none."""

    description: str | Unset = UNSET
    responsible: str | Unset = UNSET
    contact: str | Unset = UNSET
    purpose: str | Unset = UNSET
    intended_users: str | Unset = UNSET
    significance_criteria: str | Unset = UNSET
    exclusions: list[ExclusionRequest] | Unset = UNSET
    no_exclusions: bool | Unset = UNSET
    limits_text: str | Unset = UNSET
    no_instruments: bool | Unset = UNSET
    instruments_text: str | Unset = UNSET
    market_method_text: str | Unset = UNSET
    scope3: list[Scope3AnswerRequest] | Unset = UNSET
    biogenic_text: str | Unset = UNSET
    removals_kg: str | Unset = UNSET
    removals_text: str | Unset = UNSET
    credits_kg: str | Unset = UNSET
    credits_text: str | Unset = UNSET
    ets_percent: str | Unset = UNSET
    purchased_energy: PurchasedEnergyRequest | Unset = UNSET
    """ What bought electricity and heat were made of, in percent that add up to 100, and how that is known. """
    energy_production: EnergyProductionRequest | Unset = UNSET
    """ Energy that the company produced in the period, in MWh. """
    no_energy_production: bool | Unset = UNSET
    energy_efficiency_text: str | Unset = UNSET
    revenue: RevenueRequest | Unset = UNSET
    """ Net revenue of the period, in a currency of ISO 4217, and how it agrees with the accounts. """
    high_impact: HighImpactRequest | Unset = UNSET
    """ Activities in high climate impact sectors (ESRS E1-5): which, the energy they used, and their net revenue.
    """
    no_high_impact: bool | Unset = UNSET
    base_year_rationale: str | Unset = UNSET
    recalculation_policy: str | Unset = UNSET
    significant_changes: str | Unset = UNSET
    method_reasons: str | Unset = UNSET
    method_changes: str | Unset = UNSET
    gwp_text: str | Unset = UNSET
    scope2_goal_method: str | Unset = UNSET
    uncertainty: KnownUncertaintyRequest | Unset = UNSET
    """ Half of the 95 % ranges of activity data and of factors, in percent, and how they are known. """
    quality_text: str | Unset = UNSET
    targets: list[TargetRequest] | Unset = UNSET
    no_targets: bool | Unset = UNSET
    actions: list[ActionRequest] | Unset = UNSET
    assurance: AssuranceRequest | Unset = UNSET
    """ A third party's verification of this inventory. """
    no_assurance: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        description = self.description

        responsible = self.responsible

        contact = self.contact

        purpose = self.purpose

        intended_users = self.intended_users

        significance_criteria = self.significance_criteria

        exclusions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.exclusions, Unset):
            exclusions = []
            for exclusions_item_data in self.exclusions:
                exclusions_item = exclusions_item_data.to_dict()
                exclusions.append(exclusions_item)

        no_exclusions = self.no_exclusions

        limits_text = self.limits_text

        no_instruments = self.no_instruments

        instruments_text = self.instruments_text

        market_method_text = self.market_method_text

        scope3: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.scope3, Unset):
            scope3 = []
            for scope3_item_data in self.scope3:
                scope3_item = scope3_item_data.to_dict()
                scope3.append(scope3_item)

        biogenic_text = self.biogenic_text

        removals_kg = self.removals_kg

        removals_text = self.removals_text

        credits_kg = self.credits_kg

        credits_text = self.credits_text

        ets_percent = self.ets_percent

        purchased_energy: dict[str, Any] | Unset = UNSET
        if not isinstance(self.purchased_energy, Unset):
            purchased_energy = self.purchased_energy.to_dict()

        energy_production: dict[str, Any] | Unset = UNSET
        if not isinstance(self.energy_production, Unset):
            energy_production = self.energy_production.to_dict()

        no_energy_production = self.no_energy_production

        energy_efficiency_text = self.energy_efficiency_text

        revenue: dict[str, Any] | Unset = UNSET
        if not isinstance(self.revenue, Unset):
            revenue = self.revenue.to_dict()

        high_impact: dict[str, Any] | Unset = UNSET
        if not isinstance(self.high_impact, Unset):
            high_impact = self.high_impact.to_dict()

        no_high_impact = self.no_high_impact

        base_year_rationale = self.base_year_rationale

        recalculation_policy = self.recalculation_policy

        significant_changes = self.significant_changes

        method_reasons = self.method_reasons

        method_changes = self.method_changes

        gwp_text = self.gwp_text

        scope2_goal_method = self.scope2_goal_method

        uncertainty: dict[str, Any] | Unset = UNSET
        if not isinstance(self.uncertainty, Unset):
            uncertainty = self.uncertainty.to_dict()

        quality_text = self.quality_text

        targets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.targets, Unset):
            targets = []
            for targets_item_data in self.targets:
                targets_item = targets_item_data.to_dict()
                targets.append(targets_item)

        no_targets = self.no_targets

        actions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.actions, Unset):
            actions = []
            for actions_item_data in self.actions:
                actions_item = actions_item_data.to_dict()
                actions.append(actions_item)

        assurance: dict[str, Any] | Unset = UNSET
        if not isinstance(self.assurance, Unset):
            assurance = self.assurance.to_dict()

        no_assurance = self.no_assurance

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if description is not UNSET:
            field_dict["description"] = description
        if responsible is not UNSET:
            field_dict["responsible"] = responsible
        if contact is not UNSET:
            field_dict["contact"] = contact
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if intended_users is not UNSET:
            field_dict["intended_users"] = intended_users
        if significance_criteria is not UNSET:
            field_dict["significance_criteria"] = significance_criteria
        if exclusions is not UNSET:
            field_dict["exclusions"] = exclusions
        if no_exclusions is not UNSET:
            field_dict["no_exclusions"] = no_exclusions
        if limits_text is not UNSET:
            field_dict["limits_text"] = limits_text
        if no_instruments is not UNSET:
            field_dict["no_instruments"] = no_instruments
        if instruments_text is not UNSET:
            field_dict["instruments_text"] = instruments_text
        if market_method_text is not UNSET:
            field_dict["market_method_text"] = market_method_text
        if scope3 is not UNSET:
            field_dict["scope3"] = scope3
        if biogenic_text is not UNSET:
            field_dict["biogenic_text"] = biogenic_text
        if removals_kg is not UNSET:
            field_dict["removals_kg"] = removals_kg
        if removals_text is not UNSET:
            field_dict["removals_text"] = removals_text
        if credits_kg is not UNSET:
            field_dict["credits_kg"] = credits_kg
        if credits_text is not UNSET:
            field_dict["credits_text"] = credits_text
        if ets_percent is not UNSET:
            field_dict["ets_percent"] = ets_percent
        if purchased_energy is not UNSET:
            field_dict["purchased_energy"] = purchased_energy
        if energy_production is not UNSET:
            field_dict["energy_production"] = energy_production
        if no_energy_production is not UNSET:
            field_dict["no_energy_production"] = no_energy_production
        if energy_efficiency_text is not UNSET:
            field_dict["energy_efficiency_text"] = energy_efficiency_text
        if revenue is not UNSET:
            field_dict["revenue"] = revenue
        if high_impact is not UNSET:
            field_dict["high_impact"] = high_impact
        if no_high_impact is not UNSET:
            field_dict["no_high_impact"] = no_high_impact
        if base_year_rationale is not UNSET:
            field_dict["base_year_rationale"] = base_year_rationale
        if recalculation_policy is not UNSET:
            field_dict["recalculation_policy"] = recalculation_policy
        if significant_changes is not UNSET:
            field_dict["significant_changes"] = significant_changes
        if method_reasons is not UNSET:
            field_dict["method_reasons"] = method_reasons
        if method_changes is not UNSET:
            field_dict["method_changes"] = method_changes
        if gwp_text is not UNSET:
            field_dict["gwp_text"] = gwp_text
        if scope2_goal_method is not UNSET:
            field_dict["scope2_goal_method"] = scope2_goal_method
        if uncertainty is not UNSET:
            field_dict["uncertainty"] = uncertainty
        if quality_text is not UNSET:
            field_dict["quality_text"] = quality_text
        if targets is not UNSET:
            field_dict["targets"] = targets
        if no_targets is not UNSET:
            field_dict["no_targets"] = no_targets
        if actions is not UNSET:
            field_dict["actions"] = actions
        if assurance is not UNSET:
            field_dict["assurance"] = assurance
        if no_assurance is not UNSET:
            field_dict["no_assurance"] = no_assurance

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.action_request import ActionRequest  # noqa: PLC0415
        from ..models.assurance_request import AssuranceRequest  # noqa: PLC0415
        from ..models.energy_production_request import EnergyProductionRequest  # noqa: PLC0415
        from ..models.exclusion_request import ExclusionRequest  # noqa: PLC0415
        from ..models.high_impact_request import HighImpactRequest  # noqa: PLC0415
        from ..models.known_uncertainty_request import KnownUncertaintyRequest  # noqa: PLC0415
        from ..models.purchased_energy_request import PurchasedEnergyRequest  # noqa: PLC0415
        from ..models.revenue_request import RevenueRequest  # noqa: PLC0415
        from ..models.scope_3_answer_request import Scope3AnswerRequest  # noqa: PLC0415
        from ..models.target_request import TargetRequest  # noqa: PLC0415

        d = dict(src_dict)
        description = d.pop("description", UNSET)

        responsible = d.pop("responsible", UNSET)

        contact = d.pop("contact", UNSET)

        purpose = d.pop("purpose", UNSET)

        intended_users = d.pop("intended_users", UNSET)

        significance_criteria = d.pop("significance_criteria", UNSET)

        _exclusions = d.pop("exclusions", UNSET)
        exclusions: list[ExclusionRequest] | Unset = UNSET
        if _exclusions is not UNSET:
            exclusions = []
            for exclusions_item_data in _exclusions:
                exclusions_item = ExclusionRequest.from_dict(exclusions_item_data)

                exclusions.append(exclusions_item)

        no_exclusions = d.pop("no_exclusions", UNSET)

        limits_text = d.pop("limits_text", UNSET)

        no_instruments = d.pop("no_instruments", UNSET)

        instruments_text = d.pop("instruments_text", UNSET)

        market_method_text = d.pop("market_method_text", UNSET)

        _scope3 = d.pop("scope3", UNSET)
        scope3: list[Scope3AnswerRequest] | Unset = UNSET
        if _scope3 is not UNSET:
            scope3 = []
            for scope3_item_data in _scope3:
                scope3_item = Scope3AnswerRequest.from_dict(scope3_item_data)

                scope3.append(scope3_item)

        biogenic_text = d.pop("biogenic_text", UNSET)

        removals_kg = d.pop("removals_kg", UNSET)

        removals_text = d.pop("removals_text", UNSET)

        credits_kg = d.pop("credits_kg", UNSET)

        credits_text = d.pop("credits_text", UNSET)

        ets_percent = d.pop("ets_percent", UNSET)

        _purchased_energy = d.pop("purchased_energy", UNSET)
        purchased_energy: PurchasedEnergyRequest | Unset
        if isinstance(_purchased_energy, Unset):
            purchased_energy = UNSET
        else:
            purchased_energy = PurchasedEnergyRequest.from_dict(_purchased_energy)

        _energy_production = d.pop("energy_production", UNSET)
        energy_production: EnergyProductionRequest | Unset
        if isinstance(_energy_production, Unset):
            energy_production = UNSET
        else:
            energy_production = EnergyProductionRequest.from_dict(_energy_production)

        no_energy_production = d.pop("no_energy_production", UNSET)

        energy_efficiency_text = d.pop("energy_efficiency_text", UNSET)

        _revenue = d.pop("revenue", UNSET)
        revenue: RevenueRequest | Unset
        if isinstance(_revenue, Unset):
            revenue = UNSET
        else:
            revenue = RevenueRequest.from_dict(_revenue)

        _high_impact = d.pop("high_impact", UNSET)
        high_impact: HighImpactRequest | Unset
        if isinstance(_high_impact, Unset):
            high_impact = UNSET
        else:
            high_impact = HighImpactRequest.from_dict(_high_impact)

        no_high_impact = d.pop("no_high_impact", UNSET)

        base_year_rationale = d.pop("base_year_rationale", UNSET)

        recalculation_policy = d.pop("recalculation_policy", UNSET)

        significant_changes = d.pop("significant_changes", UNSET)

        method_reasons = d.pop("method_reasons", UNSET)

        method_changes = d.pop("method_changes", UNSET)

        gwp_text = d.pop("gwp_text", UNSET)

        scope2_goal_method = d.pop("scope2_goal_method", UNSET)

        _uncertainty = d.pop("uncertainty", UNSET)
        uncertainty: KnownUncertaintyRequest | Unset
        if isinstance(_uncertainty, Unset):
            uncertainty = UNSET
        else:
            uncertainty = KnownUncertaintyRequest.from_dict(_uncertainty)

        quality_text = d.pop("quality_text", UNSET)

        _targets = d.pop("targets", UNSET)
        targets: list[TargetRequest] | Unset = UNSET
        if _targets is not UNSET:
            targets = []
            for targets_item_data in _targets:
                targets_item = TargetRequest.from_dict(targets_item_data)

                targets.append(targets_item)

        no_targets = d.pop("no_targets", UNSET)

        _actions = d.pop("actions", UNSET)
        actions: list[ActionRequest] | Unset = UNSET
        if _actions is not UNSET:
            actions = []
            for actions_item_data in _actions:
                actions_item = ActionRequest.from_dict(actions_item_data)

                actions.append(actions_item)

        _assurance = d.pop("assurance", UNSET)
        assurance: AssuranceRequest | Unset
        if isinstance(_assurance, Unset):
            assurance = UNSET
        else:
            assurance = AssuranceRequest.from_dict(_assurance)

        no_assurance = d.pop("no_assurance", UNSET)

        disclosures_request = cls(
            description=description,
            responsible=responsible,
            contact=contact,
            purpose=purpose,
            intended_users=intended_users,
            significance_criteria=significance_criteria,
            exclusions=exclusions,
            no_exclusions=no_exclusions,
            limits_text=limits_text,
            no_instruments=no_instruments,
            instruments_text=instruments_text,
            market_method_text=market_method_text,
            scope3=scope3,
            biogenic_text=biogenic_text,
            removals_kg=removals_kg,
            removals_text=removals_text,
            credits_kg=credits_kg,
            credits_text=credits_text,
            ets_percent=ets_percent,
            purchased_energy=purchased_energy,
            energy_production=energy_production,
            no_energy_production=no_energy_production,
            energy_efficiency_text=energy_efficiency_text,
            revenue=revenue,
            high_impact=high_impact,
            no_high_impact=no_high_impact,
            base_year_rationale=base_year_rationale,
            recalculation_policy=recalculation_policy,
            significant_changes=significant_changes,
            method_reasons=method_reasons,
            method_changes=method_changes,
            gwp_text=gwp_text,
            scope2_goal_method=scope2_goal_method,
            uncertainty=uncertainty,
            quality_text=quality_text,
            targets=targets,
            no_targets=no_targets,
            actions=actions,
            assurance=assurance,
            no_assurance=no_assurance,
        )

        disclosures_request.additional_properties = d
        return disclosures_request

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
