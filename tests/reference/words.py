"""What the Python package does not offer: approving and rejecting, and counters of quotas."""

from __future__ import annotations

from ctypes import c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p

import stagegraph
from stagegraph._decision import Decision
from stagegraph._handles import make, run
from stagegraph._library import lib
from stagegraph._workspace import PooledDecision, Surroundings

WORDS = {"approve": lib.stg_approve, "reject": lib.stg_reject}
for function in WORDS.values():
    function.restype = c_int32
    function.argtypes = [
        *(c_void_p, c_void_p, c_char_p, c_size_t, c_int64, c_void_p, c_void_p, c_void_p)
    ]


lib.stg_context_set_counter.restype = c_int32
lib.stg_context_set_counter.argtypes = [
    *(c_void_p, c_uint32, c_char_p, c_size_t, c_int64, c_void_p)
]
lib.stg_context_clear_counters.restype = None
lib.stg_context_clear_counters.argtypes = [c_void_p]


def count(rules: stagegraph.Ruleset, counters: dict[str, dict[str, int]]) -> None:
    """Tells the context that the next call takes from the pool, and no others."""
    ruleset, pool = rules._live(), rules._pool
    workspace = pool.take(ruleset)
    context = workspace._live()
    lib.stg_context_clear_counters(context)
    for quota, keys in counters.items():
        for key, used in keys.items():
            words = key.encode()
            index = int(quota[1:])  # quotas are called q0, q1, ...
            run(lib.stg_context_set_counter, context, index, words, len(words), used)
    pool.give(workspace)


def resolve(
    rules: stagegraph.Ruleset,
    record: stagegraph.Record,
    word: str,
    of: str,
    at: str,
    surroundings: Surroundings,
) -> Decision:
    ruleset, pool = rules._live(), rules._pool
    workspace = pool.take(ruleset)
    try:
        workspace.say(surroundings)
        name, now = of.encode(), rules._schema.micros(at)
        context = workspace._live()
        pointer = make(WORDS[word], ruleset, record._live(), name, len(name), now, context)
    finally:
        pool.give(workspace)
    return Decision(pointer, PooledDecision(pointer, pool), rules._schema)
