<?php

// SPDX-License-Identifier: Apache-2.0
//
// The shared vectors: tests/vectors/README.md describes them.

declare(strict_types=1);

namespace Stagegraph\Tests;

use Stagegraph\Actor;
use Stagegraph\Decision;
use Stagegraph\Diagnostic;
use Stagegraph\Record;
use Stagegraph\Ruleset;
use Stagegraph\StagegraphException;
use Stagegraph\Values;

const FOLDER = __DIR__ . '/../../../tests/vectors/';

function cases(): array
{
    $text = (string) file_get_contents(FOLDER . 'vectors.json');
    return json_decode($text, true, 512, JSON_THROW_ON_ERROR)['cases'];
}

function untell(array $told): mixed
{
    [$kind, $value] = [...$told, null];
    return match ($kind) {
        'list', 'map' => array_map(untell(...), $value),
        'int' => (int) $value,
        'double' => (float) $value,
        'instant' => Values::fromMicros((int) $value),
        'duration' => seconds((int) $value),
        default => $value,
    };
}

function seconds(int $micros): string
{
    $digits = str_pad((string) abs($micros), 7, '0', STR_PAD_LEFT);
    $text = rtrim(rtrim(substr($digits, 0, -6) . '.' . substr($digits, -6), '0'), '.');
    return ($micros < 0 ? '-' : '') . $text . 's';
}

/** Instants as microseconds, so that those of one moment are the same. */
function plain(mixed $value): mixed
{
    return match (true) {
        $value instanceof \DateTimeInterface => 'instant ' . Values::micros($value),
        is_array($value) => array_map(plain(...), $value),
        default => $value,
    };
}

function sameValues(array $got, array $told, string $what): void
{
    $wanted = array_map(untell(...), $told);
    ksort($got);
    ksort($wanted);
    same(plain($got), plain($wanted), $what);
}

function due(?\DateTimeInterface $at): ?string
{
    return $at === null ? null : (string) Values::micros($at);
}

function sameRecord(Record $record, array $wanted): void
{
    same($record->json(), $wanted['json'], 'record');
    same([$record->id, $record->sequence], [$wanted['id'], $wanted['sequence']]);
    if (isset($wanted['stage'])) { // else it is of another version
        same([$record->stage, due($record->nextDue)], [$wanted['stage'], $wanted['next_due']]);
        sameValues($record->facts(), $wanted['facts'], 'facts');
    }
}

function sameDecision(Decision $decision, array $wanted): void
{
    same($decision->json, $wanted['json'], 'decision');
    same($decision->outcome->value, $wanted['outcome']);
    foreach (['stage', 'from', 'to', 'sequence', 'needs', 'reasons', 'counters'] as $part) {
        same($decision->$part, $wanted[$part], $part);
    }
    same(due($decision->at), $wanted['at']);
    same(due($decision->nextDue), $wanted['next_due']);
    same($decision->changesRecord, $wanted['changes_record']);
    sameValues($decision->set, $wanted['set'], 'set');
    same(count($decision->actions), count($wanted['actions']));
    foreach ($wanted['actions'] as $index => $action) {
        $got = $decision->actions[$index];
        same([$got['id'], $got['name']], [$action['id'], $action['name']]);
        sameValues($got['arguments'], $action['arguments'], 'arguments');
    }
    sameRecord($decision->record, $wanted['record']);
}

function sameError(\Throwable $error, array $wanted): void
{
    if (!$error instanceof StagegraphException) {
        throw $error;
    }
    same($error->status->value, $wanted['status']);
    if (isset($wanted['message'])) {
        same(str_replace(FOLDER, '', $error->reason), $wanted['message']);
    }
    $found = array_map(fn (Diagnostic $each) => [
        'code' => $each->code,
        'severity' => $each->severity,
        'message' => $each->message,
        'file' => $each->file,
        'line' => $each->line,
        'column' => $each->column,
        'path' => $each->path,
        'suggestion' => $each->suggestion?->text,
    ], $error->diagnostics);
    same($found, $wanted['diagnostics'], 'diagnostics');
}

/** What the step gives: a record, decisions, or a table of values. */
function take(Ruleset $rules, ?Record $record, array $step): mixed
{
    $at = Values::fromMicros((int) ($step['at'] ?? 0));
    $who = $step['actor'] ?? null;
    $actor = $who === null ? null : new Actor($who['id'], $who['roles']);
    $facts = array_map(untell(...), $step['facts'] ?? []);
    $counts = [
        'counters' => $step['counters'] ?? [],
        'countersComplete' => $step['counters_complete'] ?? false,
    ];
    return match ($step['do']) {
        'make' => $rules->record($step['id'], $at, $step['stage'] ?? null, $facts),
        'read' => $rules->recordFromJson($step['json']),
        'begin' => $rules->begin($step['id'], $at, $facts, $actor),
        'decide' => $rules->decide(
            $record,
            $step['event'],
            $at,
            array_map(untell(...), $step['payload'] ?? []),
            $actor,
            $step['event_id'] ?? '',
            $step['expected_sequence'] ?? null,
            ...[...$counts, 'trace' => $step['trace'] ?? false],
        ),
        'approve' => $rules->approve($record, $step['name'], $at, $actor, ...$counts),
        'reject' => $rules->reject($record, $step['name'], $at, $actor),
        'advance' => $rules->advance($record, $at, ...$counts),
        'migrate' => $rules->migrate($record, $at),
        'time' => ['micros' => due($rules->parseTime($step['text']))],
        'quota' => [
            'key' => $rules->quotaKey($step['quota'], $record),
            'limit' => $rules->quotaLimit($step['quota']),
            'counts' => $rules->quotaCounts($step['quota'], $record, $at),
        ],
        'ruleset' => [
            'name' => $rules->name,
            'version' => $rules->version,
            'title' => $rules->title,
            'fingerprint' => $rules->fingerprint,
            'behaviour' => $rules->behaviour,
            'time_zone' => $rules->timeZone,
            'findings' => $rules->check(),
        ],
    };
}

/** Compares what a step gave, and gives the record for the next one. */
function compare(mixed $got, array $step, ?Record $record): ?Record
{
    if ($got instanceof Record) {
        sameRecord($got, $step['expect']);
        return $got;
    }
    if (is_array($got) && !array_is_list($got)) {
        same($got, $step['expect']);
        return $record;
    }
    $single = $got instanceof Decision;
    $wanted = $single ? [$step['expect']] : $step['expect'];
    $decisions = $single ? [$got] : $got;
    same(count($decisions), count($wanted), 'decisions');
    foreach ($decisions as $index => $decision) {
        sameDecision($decision, $wanted[$index]);
        $record = $decision->record;
    }
    return $record;
}

function load(array $case): Ruleset
{
    $path = FOLDER . $case['rules'];
    $options = ['language' => $case['language'] ?? '', 'migrate' => $case['migrate'] ?? false];
    return isset($case['from_file'])
        ? Ruleset::load($path, ...$options)
        : Ruleset::loadText((string) file_get_contents($path), $case['rules'], ...$options);
}

function testVectors(array $case): void
{
    if (isset($case['error'])) {
        sameError(thrown(fn () => load($case)), $case['error']);
        return;
    }
    $rules = load($case);
    $record = null;
    foreach ($case['steps'] as $step) {
        if (isset($step['error'])) {
            sameError(thrown(fn () => take($rules, $record, $step)), $step['error']);
        } else {
            $record = compare(take($rules, $record, $step), $step, $record);
        }
    }
}
