<?php

// SPDX-License-Identifier: Apache-2.0
//
// What PHP brings: closing, its kinds of values and instants, and its mistakes.

declare(strict_types=1);

namespace Stagegraph\Tests;

use Stagegraph\Actor;
use Stagegraph\Library;
use Stagegraph\Outcome;
use Stagegraph\Ruleset;
use Stagegraph\StagegraphException;
use Stagegraph\Status;
use Stagegraph\Values;

const AT = '2026-03-02T10:00';

function account(): Ruleset
{
    return Ruleset::load(FOLDER . 'account.yaml');
}

function refused(callable $call, Status $status): StagegraphException
{
    $error = thrown($call);
    if (!$error instanceof StagegraphException) {
        throw $error;
    }
    same($error->status, $status);
    return $error;
}

function testUseAfterClose(): void
{
    [$rules, $other] = [account(), account()];
    $record = $rules->record('A', AT);
    $rules->close();
    $rules->close();
    $error = refused(fn () => $rules->record('B', AT), Status::InvalidArgument);
    same($error->getMessage(), 'this Ruleset is closed');
    refused(fn () => $rules->advance($record, AT), Status::InvalidArgument);
    same(json_decode($record->json())->id, 'A'); // a record outlives its ruleset
    $record->close();
    $error = refused(fn () => $other->decide($record, 'tell', AT), Status::InvalidArgument);
    same($error->getMessage(), 'this Record is closed');
}

function testOneOwner(): void
{
    $record = account()->record('A', AT);
    same(thrown(fn () => clone $record)::class, \LogicException::class);
    same(thrown(fn () => serialize($record))::class, \LogicException::class);
    same($record->stage, 'open');
}

function testNothingSticks(): void
{
    $rules = account();
    $record = $rules->record('A', AT);
    $actor = new Actor('wu', ['sales']);
    same($rules->decide($record, 'claim', AT, actor: $actor, eventId: 'e-1')->outcome, Outcome::Needs);
    same($rules->decide($record, 'claim', AT)->outcome, Outcome::Denied);
}

function testInstants(): void
{
    $rules = account();
    $at = $rules->parseTime('2026-03-02T10:00:00.000001');
    same($at->format('Y-m-d\TH:i:s.uP'), '2026-03-02T02:00:00.000001+00:00');
    $local = new \DateTime('2026-03-02T10:00:00.000001', new \DateTimeZone('Asia/Shanghai'));
    same($rules->record('A', $at)->json(), $rules->record('A', $local)->json());
    foreach ([-1, -62_135_596_800_000_000, 253_402_300_799_999_999, 0, -1_000_000] as $micros) {
        same(Values::micros(Values::fromMicros($micros)), $micros);
        same(Values::micros(Values::parseInstant(Values::instant(Values::fromMicros($micros)))), $micros);
    }
    refused(fn () => $rules->record('A', new \DateTimeImmutable('@253402300800')), Status::InvalidInput);
    refused(fn () => $rules->record('A', 'soon'), Status::InvalidInput);
    same(thrown(fn () => $rules->record('A', 1_772_416_800))::class, \TypeError::class);
}

function testValuesThatDoNotFit(): void
{
    $rules = account();
    foreach (['ratio' => NAN, 'word' => "\xff", 'price' => INF, 'count' => 1.5, 'flag' => 'yes'] as $n => $v) {
        refused(fn () => $rules->record('A', AT, facts: [$n => $v]), Status::InvalidInput);
    }
    $object = fn () => $rules->record('A', AT, facts: ['word' => new \ArrayObject()]);
    same(thrown($object)::class, \TypeError::class);
}

function testKindsOfPhp(): void
{
    $day = new \DateTimeImmutable('2026-03-02T10:00:00+08:00');
    $facts = [
        'word' => null,
        'count' => PHP_INT_MAX,
        'ratio' => -0.0,
        'price' => 12,
        'size' => 'small',
        'born' => $day,
        'tags' => ['a'],
        'dates' => [],
        'times' => ['b' => $day],
    ];
    $read = account()->record('A', AT, facts: $facts)->facts();
    same(fdiv(1, $read['ratio']), -INF);
    unset($read['ratio'], $facts['ratio'], $facts['word']);
    same(plain($read), plain(array_replace($facts, ['price' => '12', 'born' => '2026-03-02'])));
}

function testUnknownNames(): void
{
    refused(fn () => account()->quotaLimit('account'), Status::UnknownName);
    refused(fn () => account()->record('A', AT, facts: ['words' => 1]), Status::UnknownName);
}

function testStatusesAreTheLibrarys(): void
{
    foreach (Status::cases() as $status) {
        $number = Library::ffi()->{'STG_STATUS_' . str_replace('-', '_', strtoupper($status->value))};
        same(Library::text(Library::ffi()->stg_status_name($number)), $status->value);
    }
}

/** A server may use the library only through ffi.preload, and only from preloaded files. */
function testPreload(): void
{
    if (!extension_loaded('Zend OPcache')) {
        echo "# opcache is not here, so that preloading is not tried\n";
        return;
    }
    $header = (string) tempnam(sys_get_temp_dir(), 'stagegraph');
    $program = escapeshellarg(__DIR__ . '/../bin/header.php');
    file_put_contents($header, shell_exec(PHP_BINARY . " $program"));
    $tell = 'echo Stagegraph\Ruleset::load("%s")->name, ini_get("ffi.enable");';
    file_put_contents("$header.php", sprintf("<?php $tell", FOLDER . 'account.yaml'));
    [$server, $port] = serve("$header.php", [
        'ffi.enable=preload',
        "ffi.preload=$header",
        'opcache.preload=' . __DIR__ . '/../preload.php',
        'opcache.preload_user=' . posix_getpwuid(posix_geteuid())['name'],
    ]);
    try {
        same(ask($port), 'accountpreload');
    } finally {
        proc_terminate($server);
        unlink($header);
        unlink("$header.php");
    }
}

/** @return array{resource, int} PHP's own server and its port */
function serve(string $script, array $settings): array
{
    $socket = stream_socket_server('tcp://127.0.0.1:0');
    $port = (int) substr((string) strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
    fclose($socket);
    $options = array_merge(...array_map(fn (string $setting) => ['-d', $setting], $settings));
    $command = [PHP_BINARY, ...$options, '-S', "127.0.0.1:$port", $script];
    $quiet = ['file', '/dev/null', 'w'];
    return [proc_open($command, [1 => $quiet, 2 => $quiet], $pipes), $port];
}

function ask(int $port): string
{
    for ($i = 0; $i < 100; ++$i) {
        $connection = @stream_socket_client("tcp://127.0.0.1:$port");
        if ($connection) {
            fclose($connection);
            return (string) file_get_contents("http://127.0.0.1:$port/");
        }
        usleep(50_000);
    }
    throw new \Exception('the server does not start');
}
