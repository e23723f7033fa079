<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

/** A text to put in the place of a range. The end lies after the last character. */
final class Edit
{
    public function __construct(
        public readonly int $line,
        public readonly int $column,
        public readonly int $endLine,
        public readonly int $endColumn,
        public readonly string $text,
    ) {
    }
}
