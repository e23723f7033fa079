// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "stagegraph/stagegraph.hpp"

constexpr std::string_view json =
    R"({"id": "A-17", "entered": "2026-03-02T10:00", "facts": {"missed_calls": 3}})";

int main() {
  @fragment@
  return decision.outcome() == stg::Outcome::kRefused ? 0 : 1;
}
