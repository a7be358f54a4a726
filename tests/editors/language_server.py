"""A client of the language server protocol, as small as the tests need it."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from itertools import count
from pathlib import Path
from typing import Any

PATIENCE = 30.0
"""Seconds until an answer counts as missing."""


class LanguageServer:
    """yaml-language-server over stdio, with the settings that VS Code would send it."""

    def __init__(self, program: Path, root: Path, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._ids = count(1)
        self._names = count(1)
        self._inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._configured = False
        self._process = subprocess.Popen(
            [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        threading.Thread(target=self._read, daemon=True).start()
        self._start(root)

    def _start(self, root: Path) -> None:
        workspace = {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}}
        completion = {"completionItem": {"snippetSupport": True}}
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": root.name}],
                "capabilities": {
                    "workspace": workspace | {"workspaceFolders": True},
                    "textDocument": {"completion": completion, "hover": {}},
                },
            },
        )
        self._notify("initialized", {})
        # What is opened before the server has asked for its settings is not checked by them.
        while not self._configured:
            self._receive()

    def open(self, folder: Path, text: str) -> str:
        """Open a text as a new file in a folder; returns its address. Nothing is written."""
        uri = (folder / f"opened-{next(self._names)}.yml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def diagnostics(self, uri: str) -> list[tuple[int, str]]:
        """What is marked in a file: line, counted from 1, and message."""
        while uri not in self._diagnostics:
            self._receive()
        found = self._diagnostics[uri]
        return [(item["range"]["start"]["line"] + 1, item["message"]) for item in found]

    def completions(self, uri: str, line: int, column: int) -> list[str]:
        """What is offered at a place, both counted from 0."""
        found = self.request("textDocument/completion", _place(uri, line, column)) or []
        items = found["items"] if isinstance(found, dict) else found
        return [item["label"] for item in items]

    def hover(self, uri: str, line: int, column: int) -> str:
        """The help at a place, both counted from 0."""
        found = self.request("textDocument/hover", _place(uri, line, column))
        return found["contents"]["value"] if found else ""

    def request(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def close(self) -> None:
        self.request("shutdown", {})
        self._notify("exit", {})
        self._process.wait(PATIENCE)
        self._process.stdin.close()
        self._process.stdout.close()

    def _notify(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message, after what it asks of an editor has been done."""
        message = self._inbox.get(timeout=PATIENCE)
        assert message is not None, "the language server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        self._configured = True
        return [self._settings.get(item["section"], {}) for item in message["params"]["items"]]

    def _read(self) -> None:
        """Runs in a thread of its own, as reading waits."""
        out = self._process.stdout
        while headers := _headers(out):
            self._inbox.put(json.loads(out.read(int(headers["content-length"]))))
        self._inbox.put(None)


def _place(uri: str, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _headers(out: Any) -> dict[str, str]:
    found = {}
    while line := out.readline().decode("ascii").strip():
        name, _, value = line.partition(":")
        found[name.lower()] = value.strip()
    return found
