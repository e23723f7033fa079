<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Leads;

use Stagegraph\StagegraphException;
use Stagegraph\Status;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpKernel\Event\ExceptionEvent;
use Symfony\Component\HttpKernel\Exception\HttpExceptionInterface;

/** What goes wrong as answers: 422 for what the client said wrong, and its own for Symfony's. */
final class FailureListener
{
    public function __invoke(ExceptionEvent $event): void
    {
        $error = $event->getThrowable();
        if ($error instanceof StagegraphException && $error->status !== Status::Internal) {
            $told = ['status' => $error->status->value, 'error' => $error->reason];
            $event->setResponse(new JsonResponse($told, 422));
        } elseif ($error instanceof HttpExceptionInterface) {
            $told = ['error' => $error->getMessage()];
            $event->setResponse(new JsonResponse($told, $error->getStatusCode()));
        }
    }
}
