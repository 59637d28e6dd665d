"""From a valid specification to every file of its agent pack, the same bytes every time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from apps.agents.codegen.agent_context import agent_context
from apps.agents.codegen.bill_of_materials import FACTORS_FILE, SBOM_FILE, bill_of_materials
from apps.agents.codegen.cases import Pinned, cases_of, refused_documents, requests_of
from apps.agents.codegen.configuration import GenerationConfig, select_template
from apps.agents.codegen.contradictions import CONTRADICTED_FILE, contradictions_of
from apps.agents.codegen.errors import GenerationError
from apps.agents.codegen.interface import openapi_document
from apps.agents.codegen.laws import laws_context
from apps.agents.codegen.manifest import json_bytes, manifest_document
from apps.agents.codegen.potentials import POTENTIALS_FILE, pinned_potentials
from apps.agents.codegen.readme import readme_context
from apps.agents.codegen.refusals import refusals_of
from apps.agents.codegen.rendering import formatted, render
from apps.agents.codegen.shown import shown_context
from apps.agents.codegen.worked import worked_context
from apps.agents.domains import DomainMatch
from apps.agents.spec.model import PackSpec
from apps.agents.spec.plan import plan_of
from apps.agents.spec.potentials import Potentials, builtin_potentials
from greenlang.engine import BUILTIN_GWP, FactorRequest, FactorTable

AGENT_FILES = ("agent/__init__.py", "agent/inputs.py", "agent/formulas.py", "agent/binding.py")
TEST_FILES = (
    "tests/__init__.py",
    "tests/pinned.py",
    "tests/golden.py",
    "tests/test_golden.py",
    "tests/test_arithmetic.py",
    "tests/test_refusals.py",
    "tests/test_declarations.py",
    "tests/test_determinism.py",
    "tests/test_output.py",
    "tests/trials.py",
    "tests/test_properties.py",
)
FURTHER_OUTPUTS_FILE = "tests/test_further_outputs.py"
"""Only of agents that have any."""


@dataclass(frozen=True)
class GeneratedAgent:
    """An agent pack before it is archived.

    Attributes:
        files: content by path, paths relative with forward slashes, sorted.
        config: how it was generated.
    """

    files: Mapping[str, bytes]
    config: GenerationConfig


def factor_requests_for(spec: PackSpec) -> list[FactorRequest]:
    """The factors the golden tests need, each once, in the order of the tests.

    The caller resolves them against the catalogue and hands the pairs to ``generate`` as ``pinned``.
    """
    return requests_of(spec, plan_of(spec))


def generate(
    spec: PackSpec,
    domain: DomainMatch,
    *,
    pinned: Pinned,
    source: bytes,
    config: GenerationConfig | None = None,
    potentials: Potentials = builtin_potentials,
) -> GeneratedAgent:
    """Every file of the pack: agent, tests, manifest, README, OpenAPI, pinned factors and the source.

    Args:
        spec: one in which ``validate_spec`` finds no error.
        domain: as matched.
        pinned: the factors of ``factor_requests_for``, resolved.
        source: the bytes the specification was read from.
        config: by default the one ``select_template`` gives for the domain.
        potentials: the full set of a short name; asked only where the factors have other gases than the engine's.

    Raises:
        GenerationError: a factor was not handed in, or a part of the specification has no code.
        GreenLangError: what makes the specification invalid, where it was not validated.
    """
    config = config or select_template(domain)
    code = generate_code(spec, domain, source=source, config=config)
    tests = generate_tests(spec, domain, pinned=pinned, config=config, potentials=potentials)
    return assemble(spec, domain, {**code, **tests}, config=config)


def generate_code(spec: PackSpec, domain: DomainMatch, *, source: bytes, config: GenerationConfig) -> dict[str, bytes]:
    """The agent's own modules, its OpenAPI document, its README and its source."""
    plan = plan_of(spec)
    files = _python(AGENT_FILES, agent_context(spec, plan, domain), config)
    files["README.md"] = render(_template("README.md", config), readme_context(spec, plan, domain)).encode("utf-8")
    files["openapi.json"] = json_bytes(openapi_document(spec, plan))
    files["pack.yaml"] = source
    return files


def generate_tests(
    spec: PackSpec,
    domain: DomainMatch,
    *,
    pinned: Pinned,
    config: GenerationConfig,
    potentials: Potentials = builtin_potentials,
) -> dict[str, bytes]:
    """The agent's test suite, and the factors and warming potentials it is pinned to."""
    plan = plan_of(spec)
    cases = cases_of(spec, plan)
    if not cases:
        raise GenerationError("Nothing says which figures must come out.", mend="Add golden tests.")
    table = dict(pinned)
    carried = pinned_potentials(cases, plan, table, potentials)
    sets = {**BUILTIN_GWP, **carried}
    context = {
        **agent_context(spec, plan, domain),
        **worked_context(cases, plan, table, sets),
        **laws_context(spec, plan, cases),
        "cases": cases,
        "separable": [(case.name, case.separable) for case in cases if case.separable is not None],
        "carries_potentials": bool(carried),
        **shown_context(spec, plan, cases, table, sets),
        "refusals": refusals_of(spec, plan, cases),
        "refused_documents": refused_documents(spec, plan),
        "formula_hashes": [{"id": id_, "hash": formula.formula_hash} for id_, formula in plan.formulas.items()],
    }
    needed = {request: table[request] for case in cases for request in case.requests}
    files = _python((*TEST_FILES, *[FURTHER_OUTPUTS_FILE] * bool(plan.outputs)), context, config)
    files[FACTORS_FILE] = json_bytes(FactorTable(needed).as_document())
    if carried:
        files[POTENTIALS_FILE] = json_bytes([found.as_document() for found in carried.values()])
    if spec.tests.contradicted:
        files[CONTRADICTED_FILE] = json_bytes(contradictions_of(spec))
    files["tests/samples.json"] = json_bytes({"documents": [case.document for case in cases]})
    return files


def assemble(
    spec: PackSpec, domain: DomainMatch, files: Mapping[str, bytes], *, config: GenerationConfig
) -> GeneratedAgent:
    """Code and tests with the bill of materials, and the manifest that names the hash of each file."""
    plan = plan_of(spec)
    files = {**files, SBOM_FILE: json_bytes(bill_of_materials(spec, plan, files))}
    manifest = manifest_document(spec, plan, domain, config, files)
    return GeneratedAgent(dict(sorted({**files, "manifest.json": json_bytes(manifest)}.items())), config)


def _python(names: Sequence[str], context: Mapping[str, object], config: GenerationConfig) -> dict[str, bytes]:
    rendered = {name: render(_template(name, config), context) for name in names}
    return formatted(rendered, line_length=config.line_length, target=config.ruff_target)


def _template(name: str, config: GenerationConfig) -> str:
    return str(PurePosixPath(config.template) / f"{name}.j2")
