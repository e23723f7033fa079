<?php

// Written by tools/interface.py from stagegraph.h.

declare(strict_types=1);

namespace Stagegraph;

/** What came of it: a closed set. A refusal is an answer, not an error. */
enum Outcome: string
{
    case Moved = 'moved';
    case Stayed = 'stayed';
    case Refused = 'refused';
    case Denied = 'denied';
    case Pending = 'pending';
    case Ignored = 'ignored';
    case Duplicate = 'duplicate';
    case Late = 'late';
    case Conflict = 'conflict';
    case Needs = 'needs';
    case MigrationRequired = 'migration_required';
    case Error = 'error';
}
