<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Leads;

use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;

/** Stands for the table of customers: their records as JSON, in files of a folder. */
final class Store
{
    public function __construct(private readonly string $folder)
    {
        is_dir($folder) || mkdir($folder);
    }

    public function read(string $id): string
    {
        $path = $this->path($id);
        return is_file($path)
            ? (string) file_get_contents($path)
            : throw new NotFoundHttpException("there is no lead '$id'");
    }

    public function write(string $id, string $record): void
    {
        file_put_contents($this->path($id), $record);
    }

    private function path(string $id): string
    {
        return "$this->folder/" . rawurlencode($id) . '.json';
    }
}
