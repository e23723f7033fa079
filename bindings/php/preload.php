<?php

// SPDX-License-Identifier: Apache-2.0
//
// For opcache.preload: what ffi.enable=preload lets call the library. See "Servers" in the README.

declare(strict_types=1);

require_once __DIR__ . '/src/Handle.php';
foreach ((array) glob(__DIR__ . '/src/*.php') as $file) {
    require_once $file;
}
