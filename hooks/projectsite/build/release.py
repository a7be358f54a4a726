"""A build that takes the place of the last site once all of it is there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..files.folders import BesideFolder, Difference
from ..files.stamp import Stamp
from ..problems import Problem, ProblemsFound


class Release:
    """The folder of the site, the one beside it that a build writes into, and the stamp."""

    def __init__(self, root: Path, site_dir: Path, settings: Iterable[str]) -> None:
        """For a project's root; the settings are whatever else the site depends on."""
        self._stamp = Stamp(site_dir.resolve(), root, settings)
        self._folder = BesideFolder(site_dir)
        self.site_dir = self._folder.site_dir
        self.write = self._folder.write
        self._begun = False

    def needless(self) -> bool:
        """Whether the site was built from what is there now, so that there is nothing to do."""
        return self._stamp.fits()

    def begin(self) -> Path:
        """Make the folder ready that the build writes into, and return it.

        Raises ProblemsFound where what an earlier build has left cannot be cleared.
        """
        try:
            self._folder.prepare()
        except OSError as error:
            message = (
                f"what an earlier build has left cannot be cleared: {error.strerror or error}."
            )
            name = self._folder.building.name
            raise ProblemsFound([Problem(name, 0, 0, message, "file-unwritable")]) from None
        self._stamp.remove()
        self._begun = True
        return self._folder.building

    def publish(self, *, stamped: bool) -> Difference:
        """Put the new site in the place of the last one; returns what differs.

        Stamped, it is not built again until something changes.
        """
        difference = self._folder.link_unchanged()
        self._folder.swap()
        self._begun = False
        if stamped:
            self._stamp.renew()
        return difference

    def discard(self) -> None:
        """Throw away a build that has not been published; the last good site stays as it is."""
        if self._begun:
            self._folder.discard()
            self._begun = False
