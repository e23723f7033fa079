// Written by tools/interface.py from stagegraph.h.

/** What came of it: a closed set. A refusal is an answer, not an error. */
export type Outcome =
  | 'moved'
  | 'stayed'
  | 'refused'
  | 'denied'
  | 'pending'
  | 'ignored'
  | 'duplicate'
  | 'late'
  | 'conflict'
  | 'needs'
  | 'migration_required'
  | 'error';

/** How a call ended. */
export type Status =
  | 'ok'
  | 'invalid-argument'
  | 'out-of-memory'
  | 'internal'
  | 'invalid-ruleset'
  | 'invalid-expression'
  | 'invalid-input'
  | 'unknown-name'
  | 'limit-exceeded'
  | 'not-found'
  | 'io'
  | 'overdue'
  | 'wrong-ruleset'
  | 'unsupported'
  | 'unanswered';
