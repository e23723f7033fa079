// SPDX-License-Identifier: Apache-2.0
// Memory may run out at any allocation: the call says so, nothing leaks (the leak checker of the
// sanitizer build looks), and the objects that were there can still be used.
#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <sstream>

#include "counted_new.h"
#include "fixture.h"

// The library of time zones leaves a directory open where memory fails while it reads it.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:__alloc_dir\n"; }

namespace {

const std::string& rules_text() {
  static const std::string text = [] {
    std::ifstream in("tests/data/doors.yaml");
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }();
  return text;
}

// All that a host would hold.
struct Objects {
  stg_ruleset* rules = nullptr;
  stg_record* record = nullptr;
  stg_context* context = nullptr;
  stg_event* event = nullptr;
  stg_decision* decision = nullptr;
  stg_decisions* due = nullptr;
  stg_buffer* text = nullptr;
  stg_diagnostics* found = nullptr;
  stg_expression* expression = nullptr;

  Objects() = default;
  Objects(const Objects&) = delete;
  Objects& operator=(const Objects&) = delete;
  ~Objects() {
    stg_ruleset_unref(rules);
    stg_record_free(record);
    stg_context_free(context);
    stg_event_free(event);
    stg_decision_free(decision);
    stg_decisions_free(due);
    stg_buffer_free(text);
    stg_diagnostics_free(found);
    stg_expression_free(expression);
  }
};

constexpr std::string_view kRecord =
    R"({"id":"A-17","stage":"open.new","entered":"2026-03-02T10:00",
        "facts":{"amount":150.5,"name":"a name of more than sixteen bytes","tags":["a","b"]}})";
constexpr std::string_view kEvent =
    R"({"event":"note","at":"2026-03-02T11:00","id":"an id of more than sixteen bytes",
        "actor":{"id":"wu","roles":["clerk"]},"payload":{"text":"also more than sixteen bytes"}})";

// The steps of a host, up to the first that fails.
stg_status live(Objects& o, stg_error** err) {
  stg_status status = stg_ruleset_load_text(rules_text().data(), rules_text().size(), "doors.yaml",
                                            10, nullptr, &o.rules, err);
  if (status == STG_STATUS_OK) status = stg_ruleset_check(o.rules, &o.found, err);
  if (status == STG_STATUS_OK) status = stg_context_new(o.rules, &o.context, err);
  if (status == STG_STATUS_OK) status = stg_context_set_trace(o.context, 1, err);
  if (status == STG_STATUS_OK) {
    status = stg_record_from_json(o.rules, kRecord.data(), kRecord.size(), &o.record, err);
  }
  if (status == STG_STATUS_OK) {
    status = stg_event_from_json(o.rules, kEvent.data(), kEvent.size(), &o.event, err);
  }
  if (status == STG_STATUS_OK) status = stg_context_set_event(o.context, o.event, err);
  if (status == STG_STATUS_OK) {
    status = stg_decide(o.rules, o.record, stg_event_index(o.event), stg_event_payload(o.event),
                        stg_event_at(o.event), o.context, &o.decision, err);
  }
  if (status == STG_STATUS_OK) status = stg_decision_to_json(o.decision, &o.text, err);
  if (status == STG_STATUS_OK) status = stg_apply(o.record, o.decision, err);
  if (status == STG_STATUS_OK) status = stg_record_place(o.record, 2, stg_event_at(o.event), err);
  if (status == STG_STATUS_OK) {
    status = stg_advance(o.rules, o.record, stg_record_next_due(o.record), o.context, &o.due, err);
  }
  if (status == STG_STATUS_OK) {
    status = stg_expression_compile("a + 'text'", 10, "{\"a\":{\"type\":\"string\",\"max\":9}}", 31,
                                    nullptr, &o.expression, err);
  }
  if (status == STG_STATUS_OK) {
    status = stg_expression_evaluate(o.expression, "{\"a\":\"x\"}", 9, &o.text, nullptr, err);
  }
  return status;
}

// With the allocation of this number and all later ones failing.
stg_status live_with_fault(uint64_t number) {
  Objects objects;
  stg_error* err = nullptr;
  counted_new::fail_at = counted_new::allocations + number;
  const stg_status status = live(objects, &err);
  counted_new::fail_at = UINT64_MAX;
  if (status != stg_error_status(err)) return STG_STATUS_INTERNAL;
  stg_error_free(err);
  return status;
}

}  // namespace

// Beginning with a library that has never been called, so that what it makes once for all fails
// as well.
TEST_CASE("every allocation may fail") {
  REQUIRE(!rules_text().empty());
  stg_status status = STG_STATUS_OUT_OF_MEMORY;
  uint64_t number = 0;
  while (status == STG_STATUS_OUT_OF_MEMORY) status = live_with_fault(++number);
  INFO("allocation " << number);
  CHECK(status == STG_STATUS_OK);
  CHECK(number > 1000);
}

TEST_CASE("objects outlive a call that ran out of memory") {
  stg::Ruleset rules = doors::load();
  stg::Context context = doors::clerk(rules);
  stg::Record record = doors::working_record(rules);
  const stg::Index call = rules.event("call");
  const stg::Instant now = record.entered(record.stage());
  const std::string expected = stg::decide(record, call, now, context).to_json();
  for (uint64_t number = 1; number < 200; ++number) {
    stg::Decision decision;
    counted_new::fail_at = counted_new::allocations + number;
    bool failed = false;
    try {
      decision.decide(record, call, now, context);
      stg::Record copy = record;
      copy.apply(decision);
    } catch (const std::bad_alloc&) {
      failed = true;
    }
    counted_new::fail_at = UINT64_MAX;
    decision.decide(record, call, now, context);
    REQUIRE(decision.to_json() == expected);
    if (!failed) return;
  }
  FAIL("two hundred allocations for a decision");
}
