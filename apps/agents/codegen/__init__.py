"""Code generation: from a valid specification to a readable agent and its test suite."""

from apps.agents.codegen.configuration import GenerationConfig as GenerationConfig
from apps.agents.codegen.configuration import select_template as select_template
from apps.agents.codegen.errors import GenerationError as GenerationError
from apps.agents.codegen.generator import GeneratedAgent as GeneratedAgent
from apps.agents.codegen.generator import assemble as assemble
from apps.agents.codegen.generator import factor_requests_for as factor_requests_for
from apps.agents.codegen.generator import generate as generate
from apps.agents.codegen.generator import generate_code as generate_code
from apps.agents.codegen.generator import generate_tests as generate_tests
from apps.agents.codegen.materials import generator_materials as generator_materials
