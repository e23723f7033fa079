// SPDX-License-Identifier: Apache-2.0
// Changes to a text that keep its shape, so that what comes out is read further than random bytes
// are: whole blocks of YAML move, and whole operands of an expression.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace stagegraph::fuzz {

using Dice = std::minstd_rand;

// Copies, removes, swaps or nests a block (a line with the deeper lines under it), or exchanges
// what stands behind two keys.
std::string mutate_yaml(const std::string& text, Dice& dice);

// Copies, swaps or wraps operands: names, numbers, texts, and what stands in a pair of brackets.
std::string mutate_cel(const std::string& text, Dice& dice);

}  // namespace stagegraph::fuzz
