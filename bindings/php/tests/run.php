<?php

// SPDX-License-Identifier: Apache-2.0
//
// Runs the tests of this folder: `php tests/run.php`. Each is a function whose name begins with test.

declare(strict_types=1);

namespace Stagegraph\Tests;

error_reporting(E_ALL);
set_error_handler(function (int $level, string $message, string $file, int $line): bool {
    if ((error_reporting() & $level) === 0) {
        return true; // behind an @
    }
    throw new \ErrorException($message, 0, $level, $file, $line);
});
spl_autoload_register(function (string $class): void {
    require __DIR__ . '/../src/' . str_replace('Stagegraph\\', '', $class) . '.php';
});

function same(mixed $got, mixed $wanted, string $what = ''): void
{
    if ($got !== $wanted) {
        $show = fn (mixed $value) => var_export($value, true);
        throw new \Exception("$what: got {$show($got)}, wanted {$show($wanted)}");
    }
}

/** What the call throws. */
function thrown(callable $call): \Throwable
{
    try {
        $call();
    } catch (\Throwable $error) {
        return $error;
    }
    throw new \Exception('nothing is thrown');
}

require __DIR__ . '/vectors.php';
require __DIR__ . '/door.php';

$passed = $failed = 0;
foreach (get_defined_functions()['user'] as $name) {
    if (!str_starts_with($name, 'stagegraph\tests\test')) {
        continue;
    }
    foreach ((new \ReflectionFunction($name))->getNumberOfParameters() ? cases() : [null] as $case) {
        $title = substr($name, 17) . ($case ? ": {$case['name']}" : '');
        try {
            $case ? $name($case) : $name();
            ++$passed;
            echo "ok $title\n";
        } catch (\Throwable $error) {
            ++$failed;
            echo "not ok $title\n$error\n";
        }
    }
}
echo "$passed passed, $failed failed\n";
exit($failed > 0 || $passed === 0 ? 1 : 0);
