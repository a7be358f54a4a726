"""A stand-in of GitHub's API: one repository in memory, as the form editor asks for it.

It answers what Sveltia CMS 0.221 asks (REST and GraphQL); any other question is an error of the
test. A commit must name the head that it builds on, as on GitHub.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TOKEN = "github_pat_of_the_test"  # noqa: S105
AT = "2026-01-01T00:00:00Z"


def blob(content: bytes) -> str:
    """The name that Git gives to a file's content."""
    return hashlib.sha1(  # noqa: S324
        b"blob %d\0" % len(content) + content
    ).hexdigest()


@dataclass
class Branch:
    files: dict[str, bytes]
    head: str


@dataclass
class Commit:
    branch: str
    additions: dict[str, bytes]
    deletions: list[str]
    message: str


@dataclass
class GitHub:
    """A repository with a default branch, and what has been done to it."""

    name: str
    files: dict[str, bytes]
    commits: list[Commit] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    reachable: bool = True

    def __post_init__(self) -> None:
        self.branches = {"main": Branch(dict(self.files), "a" * 40)}

    def answer(
        self, method: str, path: str, body: Any, token: str
    ) -> tuple[int, Mapping[str, Any] | list[Any] | bytes | None]:
        """Status and answer of a request: JSON, or the bytes of a file; the path is without its
        query."""
        if token != TOKEN:
            return 401, {"message": "Bad credentials"}
        if path == "/graphql":
            try:
                return 200, {"data": self._graphql(body["query"], body.get("variables", {}))}
            except LookupError as error:
                return 200, {"data": None, "errors": [{"message": str(error)}]}
        return self._rest(method, path.removeprefix(f"/repos/{self.name}"), body)

    def _rest(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        match method, path:
            case "GET", "/user":
                return 200, {"login": "editor", "name": "Editor", "id": 1, "avatar_url": ""}
            case "GET", "/collaborators/editor":
                return 204, None
            case "GET", tree if tree.startswith("/git/trees/"):
                return 200, {"truncated": False, "tree": self._tree()}
            case "GET", path if path.startswith("/git/blobs/"):
                return 200, self._blobs()[path.rpartition("/")[2]]
            case "POST", "/pulls":
                return 201, self._pull(body)
            case (("GET" | "PATCH"), issue) if issue.startswith("/issues/"):
                pull = self.pulls[int(issue.rpartition("/")[2]) - 1]
                pull["labels"] = [{"name": name} for name in (body or {}).get("labels", [])]
                return 200, pull
            case _, labels if "/labels" in labels:
                return 200, []
        raise AssertionError(f"{method} {path} {json.dumps(body)[:300]}")

    def _blobs(self) -> dict[str, bytes]:
        found = (text for branch in self.branches.values() for text in branch.files.values())
        return {blob(text): text for text in found}

    def _tree(self) -> list[dict[str, Any]]:
        return [
            {"type": "blob", "mode": "100644", "path": path, "sha": blob(text), "size": len(text)}
            for path, text in self.branches["main"].files.items()
        ]

    def _pull(self, body: Mapping[str, Any]) -> dict[str, Any]:
        number = len(self.pulls) + 1
        pull = {
            **{"number": number, "node_id": f"PR_{number}", "state": "open", "labels": []},
            "html_url": f"https://github.com/{self.name}/pull/{number}",
            **{"title": body["title"], "draft": body.get("draft", False)},
            "head": {"ref": body["head"], "sha": self.branches[body["head"]].head},
            **{"user": {"login": "editor"}, "created_at": AT, "updated_at": AT},
        }
        self.pulls.append(pull)
        return pull

    def _graphql(self, query: str, given: Mapping[str, Any]) -> dict[str, Any]:
        if "createCommitOnBranch" in query:
            return {"createCommitOnBranch": {"commit": self._commit(query, given["input"])}}
        if "createRef" in query:
            name = given["input"]["name"].removeprefix("refs/heads/")
            self.branches[name] = Branch(dict(self.branches["main"].files), given["input"]["oid"])
            return {"createRef": {"ref": {"name": name}}}
        if "ReadyForReview" in query or "convertPullRequestToDraft" in query:
            return {"changed": {"pullRequest": {"isDraft": False}}}
        head = self.branches["main"].head
        found: dict[str, Any] = {
            **{"id": "R_1", "defaultBranchRef": {"name": "main"}, "isFork": False},
            "ref": {"target": {"oid": head, "history": {"nodes": [_commit_node(head)]}}},
            "pullRequests": {"nodes": [], "totalCount": 0},
        }
        blobs = self._blobs()
        for alias, oid in re.findall(r'(\w+_\d+):\s*object\(oid: "([0-9a-f]{40})"', query):
            found[alias] = {"text": blobs[oid].decode(), "isTruncated": False}
        for alias in re.findall(r"(\w+_\d+):\s*ref\(", query):
            found[alias] = found["ref"]
        return {"repository": found, "fork": found, "base": found}

    def _commit(self, query: str, given: Mapping[str, Any]) -> dict[str, Any]:
        branch = self.branches[given["branch"]["branchName"]]
        if given["expectedHeadOid"] != branch.head:
            raise LookupError("Expected branch to point to another commit.")
        changes = given["fileChanges"]
        added = {one["path"]: base64.b64decode(one["contents"]) for one in changes["additions"]}
        gone = [one["path"] for one in changes.get("deletions", [])]
        branch.files = {path: text for path, text in branch.files.items() if path not in gone}
        branch.files |= added
        message = given["message"]["headline"]
        self.commits.append(Commit(given["branch"]["branchName"], added, gone, message))
        branch.head = f"{len(self.commits):040x}"
        paths = re.findall(r'(file_\d+): file\(path: "([^"]+)"', query)
        shas = {alias: {"oid": blob(branch.files[path])} for alias, path in paths}
        return {"oid": branch.head, "committedDate": AT, **shas}


def _commit_node(oid: str) -> dict[str, Any]:
    author = {"name": "Editor", "email": "e@example.org", "user": None}
    return {"oid": oid, "message": "Begin", "author": author, "committedDate": AT}
