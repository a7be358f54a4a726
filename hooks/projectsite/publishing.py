"""Build beside the last good site and swap at the end: a failed build harms nothing."""

from __future__ import annotations

import shutil
from pathlib import Path


class BesideFolder:
    """The folder in which a build takes place, next to the folder that it will replace."""

    def __init__(self, site_dir: Path) -> None:
        self.site_dir = site_dir = site_dir.resolve()
        self.building = site_dir.with_name(f".{site_dir.name}-building")
        self._replaced = site_dir.with_name(f".{site_dir.name}-replaced")

    def prepare(self) -> None:
        """Clear what a build that was killed has left; bring back a site that it had moved."""
        if self._replaced.exists() and not self.site_dir.exists():
            self._replaced.rename(self.site_dir)
        self.discard()

    def swap(self) -> None:
        """Put the new site in the place of the last one: two renames, no half-written page.

        Hidden entries stay, as MkDocs leaves them: the folder may be a work tree of git.
        """
        if self.site_dir.exists():
            for entry in self.site_dir.glob(".*"):
                entry.rename(self.building / entry.name)
            self.site_dir.rename(self._replaced)
        self.building.rename(self.site_dir)
        shutil.rmtree(self._replaced, ignore_errors=True)

    def discard(self) -> None:
        """Throw away the build; the last good site stays as it is."""
        shutil.rmtree(self.building, ignore_errors=True)
        if self.site_dir.exists():
            shutil.rmtree(self._replaced, ignore_errors=True)
