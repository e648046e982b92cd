"""Take the package's dependencies from requirements/base.in, the one list of them."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class DependenciesFromList(MetadataHookInterface):
    """Fill `dependencies`, so that the list a maintainer edits stands once."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set `dependencies` to the lines of base.in that name a package."""
        lines = (Path(self.root) / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
