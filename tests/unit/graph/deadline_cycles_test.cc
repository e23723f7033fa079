// SPDX-License-Identifier: Apache-2.0
#include "rules.h"

using namespace stagegraph;
using namespace graph;

namespace {

// Two stages; `back` is the deadline of the second.
size_t cycles(const std::string& back, const std::string& rest = "") {
  return findings_of("deadline-cycle", R"(
facts: { ends: timestamp, day: date, paused: bool }
events: { sign: { carries: [ends, day, paused] } }
stages:
  active: { events: { sign: {} }, deadlines: { renew: { from: ends, within: 1 day, to: renewal } } }
  renewal: { )" + rest + "deadlines: { back: { " +
                                           back + " } } }\n")
      .size();
}

}  // namespace

TEST_CASE("Deadlines that count from facts and lead back are warned about") {
  CHECK(findings_of("deadline-cycle", R"(
facts: { ends: timestamp }
events: { sign: { carries: [ends] } }
stages:
  active: { events: { sign: {} }, deadlines: { renew: { from: ends, within: 1 day, to: renewal } } }
  renewal: { deadlines: { back: { from: ends, within: 2 days, to: active } } }
)") == Texts{"6: deadlines go round in a circle once the instants they count from have passed: "
             "active -> renewal -> active. The engine stops there with an error. Count one from "
             "the entry, or set the fact that it counts from"});
  CHECK(cycles("before: 1 day, of: day, to: active") == 1);
}

TEST_CASE("A deadline that leads to its own stage is a circle") {
  CHECK(findings_of("deadline-cycle", R"(
facts: { ends: timestamp }
events: { sign: { carries: [ends] } }
stages:
  active: { events: { sign: {} }, deadlines: { again: { from: ends, to: active } } }
)")
            .size() == 1);
}

TEST_CASE("Deadlines that take time, end by a condition or move their date are no circle") {
  CHECK(cycles("within: 2 days, to: active") == 0);
  CHECK(cycles("from: ends, to: active, pause_while: paused") == 0);
  CHECK(cycles("from: ends, to: active, exempt_if: paused") == 0);
  CHECK(cycles("from: ends, to: active, set: { ends: '2030-01-01T00:00:00Z' }") == 0);
  CHECK(cycles("from: ends, to: active", "leave: [{ clear: [ends] }], ") == 0);
}

TEST_CASE("A group's deadline that leads into the group fires once") {
  const auto group = [](const std::string& to) {
    return findings_of("deadline-cycle", R"(
facts: { ends: timestamp }
events: { sign: { carries: [ends] } }
stages:
  g:
    initial: one
    deadlines: { d: { from: ends, to: )" + to +
                                             R"( } }
    stages: { one: { events: { sign: { to: two } } }, two: {} }
)")
        .size();
  };
  CHECK(group("g.two") == 0);
  CHECK(group("g") == 1);
}
