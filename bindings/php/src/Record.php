<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use DateTimeImmutable;
use FFI\CData;

/** Where one customer stands. It does not change: a decision has the record afterwards. */
final class Record extends Handle
{
    public readonly string $id;
    public readonly string $stage;
    public readonly int $sequence;
    /** When something can change by itself, or null. */
    public readonly ?DateTimeImmutable $nextDue;

    /** @internal */
    public function __construct(CData $pointer, private readonly Schema $schema)
    {
        parent::__construct($pointer);
        $ffi = Library::ffi();
        $this->id = Library::text($ffi->stg_record_id($pointer));
        $this->stage = $schema->stages[$ffi->stg_record_stage($pointer)];
        $this->sequence = $ffi->stg_record_sequence($pointer);
        $due = $ffi->stg_record_next_due($pointer);
        $this->nextDue = $due === $ffi->STG_NEVER ? null : Values::fromMicros($due);
    }

    /** The whole record, to be stored. The same record is always the same text. */
    public function json(): string
    {
        return Library::written('stg_record_to_json', $this->pointer());
    }

    /** @return array<string, mixed> the facts that have a value */
    public function facts(): array
    {
        $facts = array_filter(Values::parse($this->json())['facts'], fn ($value) => $value !== null);
        return Values::readAll($facts, $this->schema->facts);
    }

    protected function free(CData $pointer): void
    {
        Library::ffi()->stg_record_free($pointer);
    }
}
