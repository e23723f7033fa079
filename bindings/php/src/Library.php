<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use FFI;
use FFI\CData;

/** The library: loading it, texts, and its errors as exceptions. */
final class Library
{
    public const SCOPE = 'STAGEGRAPH';
    private const FILE = 'libstagegraph.so.1';
    private const SEVERITIES = ['error', 'warning', 'note'];

    private static ?FFI $ffi = null;

    /** The file of the library: what STAGEGRAPH_LIBRARY names, or the system's. */
    public static function file(): string
    {
        return getenv('STAGEGRAPH_LIBRARY') ?: self::FILE;
    }

    public static function declarations(): string
    {
        return (string) file_get_contents(__DIR__ . '/stagegraph_ffi.h');
    }

    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load();
    }

    private static function load(): FFI
    {
        try {
            $ffi = FFI::scope(self::SCOPE); // where preload.php has run
        } catch (FFI\Exception) {
            $ffi = self::loadNow();
        }
        if ($ffi->stg_abi_version() !== $ffi->STG_ABI_VERSION) {
            throw new \RuntimeException(self::file() . ' has another version of the C interface');
        }
        return $ffi;
    }

    private static function loadNow(): FFI
    {
        try {
            return FFI::cdef(self::declarations(), self::file());
        } catch (FFI\Exception $error) {
            $way = 'Set STAGEGRAPH_LIBRARY to the path of the library, and see "Install" in the README';
            throw new \RuntimeException("{$error->getMessage()}. $way", 0, $error);
        }
    }

    /** A copy of text that the library lends. */
    public static function text(CData $lent): string
    {
        return $lent->size === 0 ? '' : FFI::string($lent->data, $lent->size);
    }

    /** Calls a function whose last parameter is the error. */
    public static function run(string $function, mixed ...$given): void
    {
        $ffi = self::ffi();
        $error = $ffi->new('stg_error*');
        $status = $ffi->$function(...[...$given, FFI::addr($error)]);
        if ($status === $ffi->STG_STATUS_OK) {
            return;
        }
        try {
            throw new StagegraphException(
                self::text($ffi->stg_error_message($error)),
                Status::from(self::text($ffi->stg_status_name($status))),
                self::diagnostics($ffi->stg_error_diagnostics($error)),
            );
        } finally {
            $ffi->stg_error_free($error);
        }
    }

    /** Calls a function whose last parameters are a new object, such as a stg_record, and the error. */
    public static function make(string $kind, string $function, mixed ...$given): CData
    {
        $made = self::ffi()->new("$kind*");
        self::run($function, ...[...$given, FFI::addr($made)]);
        return $made;
    }

    /** Calls a function that writes text. */
    public static function written(string $function, mixed ...$given): string
    {
        $buffer = self::make('stg_buffer', $function, ...$given);
        $text = self::text(self::ffi()->stg_buffer_text($buffer));
        self::ffi()->stg_buffer_free($buffer);
        return $text;
    }

    /** @return list<Diagnostic> the findings, which remain their owner's */
    public static function diagnostics(?CData $list): array
    {
        $ffi = self::ffi();
        $found = [];
        for ($i = 0; $i < $ffi->stg_diagnostics_count($list); ++$i) {
            $range = self::places(fn (CData ...$at) => $ffi->stg_diagnostics_range($list, $i, ...$at));
            $found[] = new Diagnostic(
                self::text($ffi->stg_diagnostics_code($list, $i)),
                self::SEVERITIES[$ffi->stg_diagnostics_severity($list, $i)],
                self::text($ffi->stg_diagnostics_message($list, $i)),
                self::text($ffi->stg_diagnostics_file($list, $i)),
                $range['line'],
                $range['column'],
                $range['endLine'],
                $range['endColumn'],
                self::text($ffi->stg_diagnostics_path($list, $i)),
                self::suggestion($list, $i),
            );
        }
        return $found;
    }

    /** @return array{line: int, column: int, endLine: int, endColumn: int, there: mixed} */
    private static function places(callable $read): array
    {
        $numbers = self::ffi()->new('uint32_t[4]');
        $there = $read(...array_map(fn (int $i) => FFI::addr($numbers[$i]), range(0, 3)));
        return [
            'line' => $numbers[0],
            'column' => $numbers[1],
            'endLine' => $numbers[2],
            'endColumn' => $numbers[3],
            'there' => $there,
        ];
    }

    private static function suggestion(CData $list, int $index): ?Edit
    {
        $ffi = self::ffi();
        $text = FFI::addr($ffi->new('stg_str'));
        $edit = fn (CData ...$at) => $ffi->stg_diagnostics_edit($list, $index, ...[...$at, $text]);
        ['there' => $there] = $at = self::places($edit);
        unset($at['there']);
        return $there ? new Edit(...[...$at, 'text' => self::text($text[0])]) : null;
    }
}
