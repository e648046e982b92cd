"""Reads the tenants from the file that `VEJVISER_JOBCENTRES` names, or the demo's own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from api.errors import ConfigurationError
from api.tenants.model import Tenant

DEMO_FILE = Path(__file__).with_name("demo.yaml")


class Tenants:
    """The municipalities this installation serves."""

    def __init__(self, tenants: Mapping[str, Tenant]) -> None:
        self._by_code = dict(tenants)

    def __iter__(self) -> Iterator[Tenant]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Tenant | None:
        """Return the municipality with the four-digit code, or None."""
        return self._by_code.get(code)

    def first(self) -> Tenant:
        """Return the first municipality of the file: the one a bare chat belongs to."""
        return next(iter(self._by_code.values()))

    def of_jobcentre(self, code: str) -> Tenant:
        """Return the municipality of a five-digit jobcentre; raises KeyError when there is none."""
        for tenant in self._by_code.values():
            if any(jobcentre.code == code for jobcentre in tenant.jobcentres):
                return tenant
        raise KeyError(code)


def read_tenants(file: Path | None, overrides: Mapping[str, str] | None = None) -> Tenants:
    """Read and check the file; `overrides` maps `{name}` placeholders, such as the demo planner's address.

    Raises ConfigurationError naming the file, the place and what is wrong.
    """
    path = file or DEMO_FILE
    try:
        text = path.read_text(encoding="utf-8")
        for name, value in (overrides or {}).items():
            text = text.replace(f"${{{name}}}", value)
        raw = YAML(typ="safe").load(text)
        tenants = [Tenant.model_validate(entry) for entry in raw["municipalities"]]
    except (OSError, YAMLError, ValidationError, KeyError, TypeError) as error:
        reason = str(error).replace("\n", " ")
        raise ConfigurationError(f"VEJVISER_JOBCENTRES: {path}: {reason}") from error
    return Tenants({tenant.code: tenant for tenant in tenants})
