<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

/** A call that failed. */
final class StagegraphException extends \RuntimeException
{
    /** @param list<Diagnostic> $diagnostics the findings in a ruleset or a text */
    public function __construct(
        /** What went wrong, without the diagnostics. */
        public readonly string $reason,
        public readonly Status $status,
        public readonly array $diagnostics = [],
    ) {
        parent::__construct(implode("\n", [$reason, ...$diagnostics]));
    }
}
