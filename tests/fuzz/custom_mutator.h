// SPDX-License-Identifier: Apache-2.0
// libFuzzer's hook for a target whose inputs have a shape. Two in three changes keep it, the others
// are libFuzzer's own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "text_mutator.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace stagegraph::fuzz {

template <typename Mutate>
size_t mutate_shaped(uint8_t* data, size_t size, size_t max_size, unsigned int seed,
                     Mutate&& mutate) {
  Dice dice(seed);
  if (dice() % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
  const std::string changed = mutate(std::string(data, data + size), dice);
  const size_t length = std::min(changed.size(), max_size);
  std::copy_n(changed.begin(), length, data);
  return length;
}

}  // namespace stagegraph::fuzz
