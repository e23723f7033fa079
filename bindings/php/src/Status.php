<?php

// Written by tools/interface.py from stagegraph.h.

declare(strict_types=1);

namespace Stagegraph;

/** How a call ended. */
enum Status: string
{
    case Ok = 'ok';
    case InvalidArgument = 'invalid-argument';
    case OutOfMemory = 'out-of-memory';
    case Internal = 'internal';
    case InvalidRuleset = 'invalid-ruleset';
    case InvalidExpression = 'invalid-expression';
    case InvalidInput = 'invalid-input';
    case UnknownName = 'unknown-name';
    case LimitExceeded = 'limit-exceeded';
    case NotFound = 'not-found';
    case Io = 'io';
    case Overdue = 'overdue';
    case WrongRuleset = 'wrong-ruleset';
    case Unsupported = 'unsupported';
    case Unanswered = 'unanswered';
}
