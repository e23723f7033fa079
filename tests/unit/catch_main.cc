// SPDX-License-Identifier: Apache-2.0
// Catch2's main takes 20 s to compile: once is enough.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
