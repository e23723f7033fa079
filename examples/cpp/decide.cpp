// SPDX-License-Identifier: Apache-2.0
// One decision through the C++ interface: a seller says that the customer's need is clear.
//
//   decide rules/b2b-trunk.yaml
//
// prints the decision as JSON. examples/c and examples/python do the same.
#include <array>
#include <iostream>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace {

// A lead that sales took over on Monday at ten, local time of the ruleset.
stg::Record make_lead(const stg::Ruleset& rules) {
  const stg::Instant entered = rules.parse_time("2026-03-02T10:00");
  stg::Record lead(rules, "A-17", entered);
  lead.set_string(rules.fact("owner"), "chen");
  lead.place(rules.stage("lead.sql"), entered);
  return lead;
}

// Names become indices once; a busy host keeps the indices, the context and the decision.
stg::Decision decide(const stg::Ruleset& rules, const stg::Record& lead) {
  const stg::Index event = rules.event("need_clear");
  stg::Payload payload(rules);
  payload.set_json(event, R"({"product": "pro", "headcount": 40, "company": "Blue Kite",
                              "company_name": "correct", "amount": 128000.50})");
  stg::Context context(rules);
  context.set_actor("chen", std::array<std::string_view, 1>{"sales"});
  context.set_event_id("e-1");
  return stg::decide(lead, event, rules.parse_time("2026-03-04T15:30"), context, payload);
}

void print_error(const stg::Error& error) {
  std::cerr << error.what() << '\n';
  for (const stg::Diagnostic& found : error.diagnostics()) {
    std::cerr << "  line " << found.range.line << ": " << found.message << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " RULES.yaml\n";
    return 2;
  }
  try {
    const stg::Ruleset rules = stg::Ruleset::load_file(argv[1]);
    const stg::Record lead = make_lead(rules);
    const stg::Decision decision = decide(rules, lead);  // lead.apply(decision) would move it
    std::cout << decision.to_json() << '\n';
  } catch (const stg::Error& error) {
    print_error(error);
    return 2;
  }
  return 0;
}
