<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use DateTimeImmutable;
use DateTimeInterface;
use FFI;
use FFI\CData;

/** The compiled rules of one lifecycle. */
final class Ruleset extends Handle
{
    public readonly string $name;
    public readonly string $version;
    public readonly string $title;
    public readonly string $fingerprint;
    public readonly string $behaviour;
    public readonly string $timeZone;
    private readonly CData $context;
    private readonly Schema $schema;

    private function __construct(CData $pointer, private readonly bool $migrate)
    {
        parent::__construct($pointer);
        $ask = fn (string $what) => Library::text(Library::ffi()->{"stg_ruleset_$what"}($pointer));
        $this->name = $ask('name');
        $this->version = $ask('version');
        $this->title = $ask('title');
        $this->fingerprint = $ask('fingerprint');
        $this->behaviour = $ask('behaviour');
        $this->timeZone = $ask('time_zone');
        $this->context = Library::make('stg_context', 'stg_context_new', $pointer);
        $this->schema = new Schema($pointer);
    }

    /**
     * Loads a YAML file. `$language`, such as "zh", chooses among texts for people. With `$migrate`,
     * records of earlier versions are migrated before they are decided.
     *
     * @throws StagegraphException with every mistake that could be reached
     */
    public static function load(string $path, string $language = '', bool $migrate = false): self
    {
        $given = [$path, strlen($path)];
        return self::loaded('stg_ruleset_load_file', $given, $language, $migrate);
    }

    /** Loads YAML text. `$file` is the name that diagnostics give. */
    public static function loadText(
        string $source,
        string $file = '',
        string $language = '',
        bool $migrate = false,
    ): self {
        $given = [$source, strlen($source), $file, strlen($file)];
        return self::loaded('stg_ruleset_load_text', $given, $language, $migrate);
    }

    private static function loaded(string $function, array $given, string $language, bool $migrate): self
    {
        $options = Library::make('stg_options', 'stg_options_new');
        try {
            $set = [$options, Library::ffi()->STG_OPTION_LANGUAGE, $language, strlen($language)];
            Library::run('stg_options_set_text', ...$set);
            return new self(Library::make('stg_ruleset', $function, ...[...$given, $options]), $migrate);
        } finally {
            Library::ffi()->stg_options_free($options);
        }
    }

    protected function free(CData $pointer): void
    {
        Library::ffi()->stg_context_free($this->context);
        Library::ffi()->stg_ruleset_unref($pointer);
    }

    /** @return list<Diagnostic> the warnings and notes of a ruleset that loaded */
    public function check(): array
    {
        $found = Library::make('stg_diagnostics', 'stg_ruleset_check', $this->pointer());
        try {
            return Library::diagnostics($found);
        } finally {
            Library::ffi()->stg_diagnostics_free($found);
        }
    }

    /** Reads RFC 3339, or a date or local time in the ruleset's time zone. */
    public function parseTime(string $words): DateTimeImmutable
    {
        return Values::fromMicros($this->micros($words));
    }

    /**
     * A record in a stage, the initial one if left out. Its `enter` actions do not run.
     *
     * @param array<string, mixed> $facts
     */
    public function record(
        string $id,
        DateTimeInterface|string $at,
        ?string $stage = null,
        array $facts = [],
    ): Record {
        $told = ['id' => $id, 'entered' => $this->instant($at)];
        $told += $stage === null ? [] : ['stage' => $stage];
        $told['facts'] = Values::writeAll($facts, $this->schema->facts);
        return $this->recordFromJson(Values::encode($told));
    }

    public function recordFromJson(string $json): Record
    {
        $given = [$this->pointer(), $json, strlen($json)];
        return new Record(Library::make('stg_record', 'stg_record_from_json', ...$given), $this->schema);
    }

    /** A record begins in the initial stage, and its `enter` actions run. */
    public function begin(
        string $id,
        DateTimeInterface|string $at,
        array $facts = [],
        ?Actor $actor = null,
        bool $trace = false,
    ): Decision {
        $record = $this->record($id, $at, null, $facts);
        $this->surround(trace: $trace);
        $event = $this->event(['approve' => null], $at, $actor, '', []);
        try {
            Library::run('stg_context_set_event', $this->context, $event);
            return $this->decision('stg_begin', $record->pointer(), $this->micros($at), $this->context);
        } finally {
            Library::ffi()->stg_event_free($event);
        }
    }

    /**
     * Answers an event. A refusal is a decision. Where something is due before, the status of the
     * exception is Overdue: advance() the record to the microsecond before first.
     *
     * @param array<string, mixed> $payload
     * @param array<string, array<string, int>> $counters what is in use, by quota and key
     */
    public function decide(
        Record $record,
        string $event,
        DateTimeInterface|string $at,
        array $payload = [],
        ?Actor $actor = null,
        string $eventId = '',
        ?int $expectedSequence = null,
        array $counters = [],
        bool $countersComplete = false,
        bool $trace = false,
    ): Decision {
        $this->surround($expectedSequence, $counters, $countersComplete, $trace);
        return $this->deliver($record, ['event' => $event], $at, $actor, $eventId, $payload);
    }

    /** Approves a deadline or a transition. An empty name stands for the only request. */
    public function approve(
        Record $record,
        string $name,
        DateTimeInterface|string $at,
        ?Actor $actor = null,
        string $eventId = '',
        ?int $expectedSequence = null,
        array $counters = [],
        bool $countersComplete = false,
        bool $trace = false,
    ): Decision {
        $this->surround($expectedSequence, $counters, $countersComplete, $trace);
        return $this->deliver($record, ['approve' => $name === '' ? null : $name], $at, $actor, $eventId);
    }

    /** Rejects it, as approve(). */
    public function reject(
        Record $record,
        string $name,
        DateTimeInterface|string $at,
        ?Actor $actor = null,
        string $eventId = '',
        ?int $expectedSequence = null,
        bool $trace = false,
    ): Decision {
        $this->surround($expectedSequence, trace: $trace);
        return $this->deliver($record, ['reject' => $name === '' ? null : $name], $at, $actor, $eventId);
    }

    /**
     * Lets time pass up to and including an instant.
     *
     * @return list<Decision> one for each thing that came due. The last one has the record
     */
    public function advance(
        Record $record,
        DateTimeInterface|string $at,
        array $counters = [],
        bool $countersComplete = false,
        bool $trace = false,
    ): array {
        $this->surround(null, $counters, $countersComplete, $trace);
        $given = [$this->pointer(), $record->pointer(), $this->micros($at), $this->context];
        $due = Library::make('stg_decisions', 'stg_advance', ...$given);
        try {
            $decisions = [];
            for ($i = 0; $i < Library::ffi()->stg_decisions_count($due); ++$i) {
                $decision = Library::ffi()->stg_decisions_get($due, $i);
                $decisions[] = new Decision($decision, $this->schema);
            }
            return $decisions;
        } finally {
            Library::ffi()->stg_decisions_free($due);
        }
    }

    /** Puts a record of an earlier version, or its JSON, under these rules. */
    public function migrate(Record|string $record, DateTimeInterface|string $at): Decision
    {
        $json = $record instanceof Record ? $record->json() : $record;
        $this->surround();
        $given = [$json, strlen($json), $this->micros($at), $this->context];
        return $this->decision('stg_record_migrate', ...$given);
    }

    public function quotaLimit(string $quota): int
    {
        return Library::ffi()->stg_ruleset_quota_limit($this->pointer(), $this->quota($quota));
    }

    /** The key under which a record counts. null where one of its facts is not known. */
    public function quotaKey(string $quota, Record $record): ?string
    {
        $known = Library::ffi()->new('uint8_t');
        $buffer = Library::ffi()->new('stg_buffer*');
        $given = [$this->pointer(), $this->quota($quota), $record->pointer()];
        Library::run('stg_quota_key', ...[...$given, FFI::addr($buffer), FFI::addr($known)]);
        $key = Library::text(Library::ffi()->stg_buffer_text($buffer));
        Library::ffi()->stg_buffer_free($buffer);
        return $known->cdata ? $key : null;
    }

    public function quotaCounts(string $quota, Record $record, DateTimeInterface|string $at): bool
    {
        $this->surround();
        $counts = Library::ffi()->new('uint8_t');
        $given = [$this->pointer(), $this->quota($quota), $record->pointer(), $this->micros($at)];
        Library::run('stg_quota_counts', ...[...$given, $this->context, FFI::addr($counts)]);
        return $counts->cdata !== 0;
    }

    /** Since when a quota of events counts. */
    public function quotaWindow(string $quota, DateTimeInterface|string $at): DateTimeImmutable
    {
        $begin = Library::ffi()->new('int64_t');
        $given = [$this->pointer(), $this->quota($quota), $this->micros($at), FFI::addr($begin)];
        Library::run('stg_quota_window', ...$given);
        return Values::fromMicros($begin->cdata);
    }

    private function deliver(
        Record $record,
        array $told,
        DateTimeInterface|string $at,
        ?Actor $actor,
        string $eventId,
        array $payload = [],
    ): Decision {
        $event = $this->event($told, $at, $actor, $eventId, $payload);
        try {
            return $this->decision('stg_decide_event', $record->pointer(), $event, $this->context);
        } finally {
            Library::ffi()->stg_event_free($event);
        }
    }

    private function event(
        array $told,
        DateTimeInterface|string $at,
        ?Actor $actor,
        string $eventId,
        array $payload,
    ): CData {
        $kinds = $this->schema->fields[$told['event'] ?? ''] ?? [];
        $told += ['at' => $this->instant($at)];
        $told += $actor === null ? [] : ['actor' => $actor];
        $told += $eventId === '' ? [] : ['id' => $eventId];
        $told += $payload === [] ? [] : ['payload' => Values::writeAll($payload, $kinds)];
        $json = Values::encode($told);
        $given = [$this->pointer(), $json, strlen($json)];
        return Library::make('stg_event', 'stg_event_from_json', ...$given);
    }

    private function decision(string $function, mixed ...$given): Decision
    {
        $made = Library::make('stg_decision', $function, $this->pointer(), ...$given);
        try {
            return new Decision($made, $this->schema);
        } finally {
            Library::ffi()->stg_decision_free($made);
        }
    }

    /** Gives the context what is said to this call, and nothing of the one before. */
    private function surround(
        ?int $expectedSequence = null,
        array $counters = [],
        bool $countersComplete = false,
        bool $trace = false,
    ): void {
        $this->pointer(); // throws where it is closed
        Library::ffi()->stg_context_reset($this->context);
        Library::run('stg_context_set_migrate', $this->context, (int) $this->migrate);
        Library::run('stg_context_set_trace', $this->context, (int) $trace);
        Library::run('stg_context_set_counters_complete', $this->context, (int) $countersComplete);
        if ($expectedSequence !== null) {
            Library::run('stg_context_set_expected_sequence', $this->context, $expectedSequence);
        }
        foreach ($counters as $quota => $keys) {
            foreach ($keys as $key => $used) {
                $given = [$this->quota($quota), (string) $key, strlen((string) $key), $used];
                Library::run('stg_context_set_counter', $this->context, ...$given);
            }
        }
    }

    private function quota(string $name): int
    {
        $index = Library::ffi()->stg_ruleset_quota_index($this->pointer(), $name, strlen($name));
        if ($index === Library::ffi()->STG_NONE) {
            $message = "quota '$name' is not in this ruleset";
            throw new StagegraphException($message, Status::UnknownName);
        }
        return $index;
    }

    private function micros(DateTimeInterface|string $at): int
    {
        if ($at instanceof DateTimeInterface) {
            return Values::micros($at);
        }
        $read = Library::ffi()->new('int64_t');
        Library::run('stg_time_parse', $this->pointer(), $at, strlen($at), FFI::addr($read));
        return $read->cdata;
    }

    private function instant(DateTimeInterface|string $at): string
    {
        return Values::instant(is_string($at) ? $this->parseTime($at) : $at);
    }
}
