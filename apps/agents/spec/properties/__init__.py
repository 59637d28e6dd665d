"""Properties and validation rules in pseudo-code: read into a tree, held against the names of the specification."""

from apps.agents.spec.properties.bounds import Limit as Limit
from apps.agents.spec.properties.bounds import limits_on as limits_on
from apps.agents.spec.properties.errors import NotUnderstood as NotUnderstood
from apps.agents.spec.properties.laws import Law as Law
from apps.agents.spec.properties.laws import laws_of as laws_of
from apps.agents.spec.properties.reading import read_rule as read_rule
