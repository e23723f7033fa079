<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Leads;

use DateTimeImmutable;
use Stagegraph\Actor;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;

final class LeadController
{
    public function __construct(private readonly Leads $leads)
    {
    }

    public function read(string $id): JsonResponse
    {
        return JsonResponse::fromJsonString($this->leads->read($id));
    }

    public function begin(string $id, Request $request): JsonResponse
    {
        $told = $request->toArray();
        $at = new DateTimeImmutable($told['at'] ?? 'now');
        return JsonResponse::fromJsonString($this->leads->begin($id, $at, $told['facts'] ?? []));
    }

    public function deliver(string $id, Request $request): JsonResponse
    {
        $told = $request->toArray();
        $at = new DateTimeImmutable($told['at'] ?? 'now');
        $who = $told['actor'] ?? null;
        $actor = $who === null ? null : new Actor($who['id'] ?? '', $who['roles'] ?? []);
        return JsonResponse::fromJsonString($this->leads->deliver(
            $id,
            $told['event'],
            $at,
            $told['payload'] ?? [],
            $actor,
            $told['id'] ?? '',
        ));
    }
}
