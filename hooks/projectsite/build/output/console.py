"""What a person reads of a run: lines of our own, warnings at the end, no chatter of plugins."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO


class Console(logging.Handler):
    """A stream for lines, a clock, and a logger that everybody else writes to.

    The level of the logger says how much is wanted. At INFO its warnings are kept back until a
    build ends, and what is less is not printed; below, all is printed as it comes; above, no line
    of ours is. Whatever else counts warnings, as a strict build does, gets all of them.
    """

    def __init__(
        self,
        logger: logging.Logger,
        told: Sequence[tuple[str, str]],
        stream: TextIO,
        clock: Callable[[], float],
        environment: Mapping[str, str],
    ) -> None:
        """The clock tells seconds since 1970. Some messages that are less than a warning are told
        all the same: by the name of a logger below this one, and what they contain."""
        super().__init__(logging.WARNING)
        self.stream, self.clock = stream, clock
        self.begun = clock()
        """When the build has begun."""
        self.warned = False
        """Whether the build has logged a warning or an error."""
        self._logger, self._told = logger, told
        # A pipe or a log gets whole lines only, and so does a terminal that calls itself dumb.
        self._terminal = stream.isatty() and environment.get("TERM") != "dumb"
        self._printing: list[logging.Handler] = []
        self._kept: list[logging.LogRecord] | None = None

    @property
    def plain(self) -> bool:
        """Whether our own lines are all that is wanted."""
        return self._logger.getEffectiveLevel() == logging.INFO

    @property
    def bar(self) -> bool:
        """Whether a line can be printed over and over."""
        return self.plain and self._terminal

    def attach(self) -> None:
        """Step between the logger and what it prints to, once its level is known.

        The handlers are filtered: a filter of the logger does not see what loggers below it log.
        """
        if self.plain:
            handlers = self._logger.handlers
            self._printing = [h for h in handlers if isinstance(h, logging.StreamHandler)]
        for handler in self._printing:
            handler.addFilter(self._passes)
        self._logger.addHandler(self)

    def begin(self) -> None:
        """A build begins."""
        self.attach()  # a program that calls MkDocs starts without the command line
        self.begun, self.warned, self._kept = self.clock(), False, []

    def say(self, text: str) -> None:
        """Print lines of our own."""
        if text and self._logger.isEnabledFor(logging.INFO):
            print(text, file=self.stream, flush=True)

    def end(self) -> None:
        """A build has ended: print the warnings that have been kept back."""
        kept, self._kept = self._kept or [], None
        for record in kept:
            for handler in self._printing:
                handler.handle(record)

    def emit(self, record: logging.LogRecord) -> None:
        """Called for each warning and error."""
        self.warned = True
        if self._kept is not None:
            self._kept.append(record)

    def _passes(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            return self._kept is None
        told = (part for name, part in self._told if name == record.name)
        return any(part in record.getMessage() for part in told)
