<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

/** A finding in what somebody wrote. Lines and columns count from 1. A line of 0 is not known. */
final class Diagnostic
{
    public function __construct(
        public readonly string $code,
        public readonly string $severity,
        public readonly string $message,
        public readonly string $file,
        public readonly int $line,
        public readonly int $column,
        public readonly int $endLine,
        public readonly int $endColumn,
        public readonly string $path,
        /** The change that mends it, where one is known. */
        public readonly ?Edit $suggestion,
    ) {
    }

    public function __toString(): string
    {
        return "$this->file:$this->line:$this->column: $this->severity: $this->message";
    }
}
