<?php

// SPDX-License-Identifier: Apache-2.0
//
// Prints the header that php.ini names under ffi.preload. See "Servers" in the README:
//
//     php vendor/stagegraph/stagegraph/bin/header.php >/etc/php/stagegraph.h

declare(strict_types=1);

require_once __DIR__ . '/../src/Library.php';

printf('#define FFI_SCOPE "%s"' . "\n", Stagegraph\Library::SCOPE);
printf('#define FFI_LIB "%s"' . "\n", Stagegraph\Library::file());
echo Stagegraph\Library::declarations();
