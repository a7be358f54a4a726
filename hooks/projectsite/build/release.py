"""A build that takes the place of the last site once all of it is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from .. import addresses
from ..files.folders import BesideFolder, Difference, make_folder
from ..files.lock import Lock
from ..files.state.loaded import is_as_loaded
from ..files.state.stamp import INPUTS, Stamp
from ..problems import Problem, ProblemsFound

_OURS = (addresses.crate(), "assets/stylesheets/project.css")
"""What no other program’s site has; the second also where files for machines are left out."""
_ELSEWHERE = "Name a folder to build into: --site-dir FOLDER."


class Release:
    """The folder of the site, the one beside it that a build writes into, and the stamp.

    One process at a time has them, from when it claims them until it publishes or discards.
    """

    def __init__(self, root: Path, site_dir: Path, settings: Iterable[str]) -> None:
        """For a project's root; the settings are whatever else the site depends on."""
        self._root, self._settings = root, settings
        self._folder = BesideFolder(site_dir)
        self.site_dir = self._folder.site_dir
        self.write = self._folder.write
        self._lock = Lock(self.site_dir.with_name(f".{self.site_dir.name}-lock"))
        self._begun = False

    def claim(self, say: Callable[[str], None]) -> None:
        """Wait until no other build of this site is at work, and bring back a site that a build
        moved before it was killed. Raises ProblemsFound where no site can be written there."""
        self._refuse_what_cannot_be_renamed()
        try:
            make_folder(self.site_dir.parent)
            self._lock.take(f"another build of {self.site_dir.name}/", say)
            self._folder.bring_back()
            self._refuse_what_is_no_site()
        except OSError as error:
            why = f"no site can be written here: {error.strerror or error}. {_ELSEWHERE}"
            raise self._refused(f"{self.site_dir}", why) from None
        self._stamp = Stamp(self.site_dir, self._root, self._settings)

    def needless(self) -> bool:
        """Whether the site was built from what is there now, so that there is nothing to do."""
        return self._stamp.fits()

    def begin(self) -> Path:
        """Make the folder ready that the build writes into, and return it.

        Raises ProblemsFound where what an earlier build has left cannot be cleared, and where the
        code has changed since it was loaded: the stamp would vouch for what has not built the site.
        """
        if not is_as_loaded():
            why = "the code has changed while this build began or waited. Build again."
            raise self._refused("hooks", why)
        try:
            self._folder.prepare()
        except OSError as error:
            message = (
                f"what an earlier build has left cannot be cleared: {error.strerror or error}."
            )
            raise self._refused(self._folder.building.name, message) from None
        self._stamp.remove()
        self._begun = True
        return self._folder.building

    def publish(
        self, expected: Iterable[str], *, stamped: bool, until: date = date.max
    ) -> Difference:
        """Put the new site in the place of the last one; returns what differs.

        Stamped, it is not built again until something changes, or the day has passed. Raises
        ProblemsFound where it lacks a file of those that are expected, by their addresses, or that
        were written.
        """
        difference = self._folder.link_unchanged()
        if lost := {*expected, *self._folder.written}.difference(difference.files):
            message = f"{min(lost)} was removed while the site was built. Build it again."
            raise self._refused(self._folder.building.name, message)
        # What is vouched for is what was built, whatever becomes of it once it is published.
        built = self._stamp.of(self._folder.building)
        self._refuse_what_is_no_site()  # it may have come meanwhile
        self._folder.swap()
        self._begun = False
        if stamped:
            self._stamp.renew(built, until)
        return difference

    def discard(self) -> None:
        """After a build, or in its place: what is not published goes, the last good site stays, and
        the next build may begin."""
        if self._begun:
            self._folder.discard()
            self._begun = False
        self._lock.release()

    def _refuse_what_cannot_be_renamed(self) -> None:
        place = self.site_dir
        if place.exists() and not place.is_dir():
            why = "this is a file, and a build puts a folder here. Move it away."
            raise self._refused(str(place), why)
        if os.path.ismount(place):  # that of pathlib does not know Windows before Python 3.12
            why = "this is a mount point, in whose place no other folder can be put."
            raise self._refused(str(place), f"{why} {_ELSEWHERE}")

    def _refuse_what_is_no_site(self) -> None:
        """What stands in the place of a new site goes: it may be data/, or somebody's documents."""
        place, root = self.site_dir, self._root.resolve()
        read = {root / name for name in INPUTS}
        if read & {place, *place.parents} or place in (root, *root.parents):
            why = f"the site would lie among what it is built from, or in its place. {_ELSEWHERE}"
            raise self._refused(str(place), why)
        there = [entry.name for entry in place.iterdir()] if place.is_dir() else []
        ours = any((place / name).is_file() for name in _OURS)
        if not ours and not all(name.startswith(".") for name in there):
            why = f"a build would take away what is here, which is no site. {_ELSEWHERE}"
            raise self._refused(str(place), why)

    def _refused(self, place: str, why: str) -> ProblemsFound:
        return ProblemsFound([Problem(place, 0, 0, why, "file-unwritable")])
