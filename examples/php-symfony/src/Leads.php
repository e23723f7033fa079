<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Leads;

use DateTimeImmutable;
use Stagegraph\Actor;
use Stagegraph\Decision;
use Stagegraph\Ruleset;

/** Delivers events. */
final class Leads
{
    public function __construct(private readonly Ruleset $rules, private readonly Store $store)
    {
    }

    public function read(string $id): string
    {
        return $this->store->read($id);
    }

    public function begin(string $id, DateTimeImmutable $at, array $facts): string
    {
        return $this->take($this->rules->begin($id, $at, $facts))->json;
    }

    /** First what came due before the event, then the event itself. */
    public function deliver(
        string $id,
        string $event,
        DateTimeImmutable $at,
        array $payload,
        ?Actor $actor,
        string $eventId,
    ): string {
        $lead = $this->rules->recordFromJson($this->store->read($id));
        foreach ($this->rules->advance($lead, $at->modify('-1 microsecond')) as $due) {
            $lead = $this->take($due)->record;
        }
        return $this->take($this->rules->decide($lead, $event, $at, $payload, $actor, $eventId))->json;
    }

    /** With a database: the record and its actions are written in one transaction. */
    private function take(Decision $decision): Decision
    {
        if ($decision->changesRecord) {
            $this->store->write($decision->record->id, $decision->record->json());
        }
        return $decision;
    }
}
