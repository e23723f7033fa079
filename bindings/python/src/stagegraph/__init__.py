# SPDX-License-Identifier: Apache-2.0
"""Stagegraph: rules for customer lifecycles, decided by the C++ engine.

rules = Ruleset.load(path); record = rules.record(id, at=...); rules.decide(record, event, at=...)
"""

from ._decision import Action, Cause, Counter, Decision, Outcome, Reason, Timer, TraceEntry
from ._diff import diff
from ._errors import (
    ClosedError,
    Diagnostic,
    Edit,
    ExpressionError,
    FileError,
    InputError,
    LimitError,
    MigrationError,
    OverdueError,
    RulesetError,
    Span,
    StagegraphError,
    UnknownNameError,
    UsageError,
    WrongRulesetError,
)
from ._event import Event
from ._expression import Expression, Unknown
from ._model import EventType, Fact, Stage
from ._record import Facts, Record
from ._ruleset import Ruleset
from ._time import Instant, Micros
from ._values import Value
from ._version import __version__
from ._workspace import Actor

__all__ = [
    "Action",
    "Actor",
    "Cause",
    "ClosedError",
    "Counter",
    "Decision",
    "Diagnostic",
    "Edit",
    "Event",
    "EventType",
    "Expression",
    "ExpressionError",
    "Fact",
    "Facts",
    "FileError",
    "InputError",
    "Instant",
    "LimitError",
    "MigrationError",
    "Micros",
    "Outcome",
    "OverdueError",
    "Reason",
    "Record",
    "Ruleset",
    "RulesetError",
    "Span",
    "Stage",
    "StagegraphError",
    "Timer",
    "TraceEntry",
    "Unknown",
    "UnknownNameError",
    "UsageError",
    "Value",
    "WrongRulesetError",
    "__version__",
    "diff",
]
