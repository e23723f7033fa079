<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

/** Who sends an event. */
final class Actor
{
    /** @param list<string> $roles */
    public function __construct(
        public readonly string $id = '',
        public readonly array $roles = [],
    ) {
    }
}
