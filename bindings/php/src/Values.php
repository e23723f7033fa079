<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use DateTimeImmutable;
use DateTimeInterface;
use DateTimeZone;

/** Values: PHP's on this side, JSON on the library's, by the declared type. */
final class Values
{
    private const TOKEN = '/"(?:[^"\\\\]++|\\\\.)*+"(\s*+:)?|-?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?/';
    private const FLAGS = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;

    /** RFC 3339 in UTC with microseconds. */
    public static function instant(DateTimeInterface $at): string
    {
        $utc = DateTimeImmutable::createFromInterface($at)->setTimezone(new DateTimeZone('UTC'));
        if ($utc->format('Y') < 1 || $utc->format('Y') > 9999) {
            $message = 'the instant is outside the years 0001 to 9999';
            throw new StagegraphException($message, Status::InvalidInput);
        }
        return $utc->format('Y-m-d\TH:i:s.u\Z');
    }

    /** Microseconds since 1970 UTC. */
    public static function micros(DateTimeInterface $at): int
    {
        self::instant($at);
        return $at->getTimestamp() * 1_000_000 + (int) $at->format('u');
    }

    public static function fromMicros(int $micros): DateTimeImmutable
    {
        $fraction = (($micros % 1_000_000) + 1_000_000) % 1_000_000;
        $seconds = intdiv($micros - $fraction, 1_000_000);
        return (new DateTimeImmutable("@$seconds"))->modify("+$fraction microseconds");
    }

    /** Reads RFC 3339. What is finer than a microsecond is cut off. */
    public static function parseInstant(string $words): DateTimeImmutable
    {
        $words = (string) preg_replace('/(\.\d{6})\d+/', '$1', $words);
        $format = str_contains($words, '.') ? 'Y-m-d\TH:i:s.uP' : 'Y-m-d\TH:i:sP';
        return DateTimeImmutable::createFromFormat("!$format", $words) ?: new DateTimeImmutable($words);
    }

    /** @param array<string, mixed> $value */
    public static function encode(array $value): string
    {
        try {
            return json_encode((object) $value, self::FLAGS);
        } catch (\JsonException $error) {
            throw new StagegraphException($error->getMessage(), Status::InvalidInput);
        }
    }

    /**
     * @param array<string, mixed> $values
     * @param array<string, string> $kinds the type of each
     */
    public static function writeAll(array $values, array $kinds): object
    {
        $written = [];
        foreach ($values as $name => $value) {
            $written[$name] = self::write($value, $kinds[$name] ?? '');
        }
        return (object) $written;
    }

    private static function write(mixed $value, string $kind): mixed
    {
        return match (true) {
            $value instanceof DateTimeInterface && $kind === 'date' => $value->format('Y-m-d'),
            $value instanceof DateTimeInterface => self::instant($value),
            $value instanceof \BackedEnum => $value->value,
            $value instanceof \Stringable => (string) $value,
            is_array($value) => self::writeItems($value, $kind),
            is_object($value), is_resource($value) => throw new \TypeError(
                'a value cannot be ' . get_debug_type($value)
            ),
            default => $value,
        };
    }

    private static function writeItems(array $items, string $kind): array|object
    {
        $element = self::element($kind);
        $written = array_map(fn (mixed $item) => self::write($item, $element), $items);
        $map = str_starts_with($kind, 'map(') || !array_is_list($items);
        return $map ? (object) $written : $written;
    }

    /** The type of what a list or a map holds: "date" of "map(string, date)". */
    private static function element(string $kind): string
    {
        $found = preg_match('/^(?:list\(|map\([^,]*,\s*)(.*)\)$/', $kind, $parts);
        return $found ? $parts[1] : '';
    }

    /** JSON with a letter before each text, and numbers as text with another letter: see read(). */
    public static function parse(string $words): array
    {
        $mark = fn (array $token) => match (true) {
            isset($token[1]) => $token[0],
            $token[0][0] === '"' => '"s' . substr($token[0], 1),
            default => '"n' . $token[0] . '"',
        };
        $marked = preg_replace_callback(self::TOKEN, $mark, $words);
        return json_decode((string) $marked, true, 512, JSON_THROW_ON_ERROR);
    }

    /** A part of what parse() gave, as what its type is in PHP. */
    public static function read(mixed $value, string $kind = ''): mixed
    {
        if (is_array($value)) {
            $element = self::element($kind);
            return array_map(fn (mixed $item) => self::read($item, $element), $value);
        }
        if (!is_string($value)) {
            return $value;
        }
        $words = substr($value, 1);
        if ($value[0] === 'n') {
            return self::number($words, $kind);
        }
        return $kind === 'timestamp' ? self::parseInstant($words) : $words;
    }

    private static function number(string $digits, string $kind): int|float|string
    {
        $whole = filter_var($digits, FILTER_VALIDATE_INT);
        return match (true) {
            $kind === 'double' => (float) $digits,
            $kind === 'decimal', $whole === false => $digits,
            default => $whole,
        };
    }

    /** @return array<string, mixed> */
    public static function readAll(array $values, array $kinds): array
    {
        $read = [];
        foreach ($values as $name => $value) {
            $read[$name] = self::read($value, $kinds[$name] ?? '');
        }
        return $read;
    }
}
