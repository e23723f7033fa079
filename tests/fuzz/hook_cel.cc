// SPDX-License-Identifier: Apache-2.0
#include "custom_mutator.h"

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned int seed) {
  return stagegraph::fuzz::mutate_shaped(data, size, max_size, seed, stagegraph::fuzz::mutate_cel);
}
