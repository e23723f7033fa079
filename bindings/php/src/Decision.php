<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use DateTimeImmutable;
use FFI\CData;

/** The answer to one thing that happened. */
final class Decision
{
    /** The whole decision: the same bytes in every language. */
    public readonly string $json;
    public readonly Outcome $outcome;
    public readonly DateTimeImmutable $at;
    /** @var array<string, mixed> such as ['event' => 'accept', 'id' => 'e-1'] */
    public readonly array $cause;
    public readonly string $stage;
    public readonly string $from;
    /** The stage after a move. null without one. */
    public readonly ?string $to;
    public readonly ?string $transition;
    /** @var list<array{code: string, text: string}> */
    public readonly array $reasons;
    /** @var list<string> facts and fields that are not known */
    public readonly array $needs;
    /** @var array<string, mixed> the facts that changed. null for one that became unknown */
    public readonly array $set;
    /**
     * For the host to do. Instants, dates and durations among the arguments are text.
     * @var list<array{id: string, name: string, arguments: array, due: ?DateTimeImmutable}>
     */
    public readonly array $actions;
    /** @var list<array{name: string, due: DateTimeImmutable, flags: list<string>}> */
    public readonly array $timers;
    /** @var list<array{quota: string, under: string, value: ?int, limit: int}> */
    public readonly array $counters;
    public readonly ?DateTimeImmutable $nextDue;
    public readonly int $sequence;
    /** Whether the record has to be stored, whatever the outcome. */
    public readonly bool $changesRecord;
    public readonly Record $record;

    /** @internal The pointer remains its owner's. */
    public function __construct(CData $pointer, Schema $schema)
    {
        $ffi = Library::ffi();
        $this->json = Library::written('stg_decision_to_json', $pointer);
        $this->changesRecord = $ffi->stg_decision_changes_record($pointer) !== 0;
        $record = Library::make('stg_record', 'stg_record_clone', $ffi->stg_decision_record($pointer));
        $this->record = new Record($record, $schema);
        $this->stage = $this->record->stage;
        $this->nextDue = $this->record->nextDue;
        $this->sequence = $this->record->sequence;
        $told = Values::parse($this->json);
        foreach (['cause', 'from', 'to', 'transition', 'reasons', 'needs'] as $part) {
            $this->$part = Values::read($told[$part]);
        }
        $this->outcome = Outcome::from(Values::read($told['outcome']));
        $this->at = Values::read($told['at'], 'timestamp');
        $this->set = Values::readAll($told['set'], $schema->facts);
        $kinds = ['due' => 'timestamp'];
        $this->timers = array_map(fn (array $t) => Values::readAll($t, $kinds), $told['timers']);
        $this->counters = array_map(self::counter(...), $told['counters']);
        $this->actions = array_map(
            fn (array $action) => self::action($action, $schema),
            $told['actions'],
        );
    }

    private static function counter(array $told): array
    {
        return array_diff_key(Values::readAll($told, []), ['key' => 0]);
    }

    private static function action(array $told, Schema $schema): array
    {
        $kinds = $schema->arguments[Values::read($told['name'])] ?? [];
        $arguments = Values::readAll($told['arguments'], $kinds);
        return ['arguments' => $arguments] + Values::readAll($told, ['due' => 'timestamp']);
    }
}
