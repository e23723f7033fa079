// Written by tools/interface.py from stagegraph.h. DO NOT EDIT.

package stagegraph

// Outcome is what came of it: a closed set. A refusal is an answer, not an error.
type Outcome string

// The outcomes.
const (
	OutcomeMoved             Outcome = "moved"
	OutcomeStayed            Outcome = "stayed"
	OutcomeRefused           Outcome = "refused"
	OutcomeDenied            Outcome = "denied"
	OutcomePending           Outcome = "pending"
	OutcomeIgnored           Outcome = "ignored"
	OutcomeDuplicate         Outcome = "duplicate"
	OutcomeLate              Outcome = "late"
	OutcomeConflict          Outcome = "conflict"
	OutcomeNeeds             Outcome = "needs"
	OutcomeMigrationRequired Outcome = "migration_required"
	OutcomeError             Outcome = "error"
)

// Status is how a call ended, by the library's name for it.
type Status string

// The statuses.
const (
	StatusOk                Status = "ok"
	StatusInvalidArgument   Status = "invalid-argument"
	StatusOutOfMemory       Status = "out-of-memory"
	StatusInternal          Status = "internal"
	StatusInvalidRuleset    Status = "invalid-ruleset"
	StatusInvalidExpression Status = "invalid-expression"
	StatusInvalidInput      Status = "invalid-input"
	StatusUnknownName       Status = "unknown-name"
	StatusLimitExceeded     Status = "limit-exceeded"
	StatusNotFound          Status = "not-found"
	StatusIo                Status = "io"
	StatusOverdue           Status = "overdue"
	StatusWrongRuleset      Status = "wrong-ruleset"
	StatusUnsupported       Status = "unsupported"
	StatusUnanswered        Status = "unanswered"
)
