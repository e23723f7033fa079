// SPDX-License-Identifier: Apache-2.0
// What the misuse test calls with: the objects of four rulesets. They are a ruleset, the same text
// loaded once more in another language, another version of it with other indices, and another
// ruleset that has next to nothing.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "stagegraph/stagegraph.h"

namespace misuse_test {

enum class Owner : uint8_t { kNobody, kMain, kTwin, kVersion, kOther };

extern const std::string kMainRules;
inline constexpr int64_t kNow = 1'772'442'000'000'000;  // 2026-03-02T09:00:00Z
inline constexpr std::string_view kEventJson =
    R"({"event": "go", "at": "2026-03-02T09:00:00Z", "id": "e-9", "payload": {"note": "x"},)"
    R"( "actor": {"id": "wu", "roles": ["seller"]}})";

// The objects of one ruleset, which live as long as the program.
struct Objects {
  Objects(Owner owner, const std::string& rules, const char* language);
  Objects(const Objects&) = delete;
  Objects& operator=(const Objects&) = delete;

  Owner owner;
  stg_options* options = nullptr;
  stg_ruleset* ruleset = nullptr;
  stg_record* record = nullptr;
  stg_payload* payload = nullptr;
  stg_event* event = nullptr;
  stg_context* context = nullptr;
  stg_decision* decision = nullptr;
  stg_decision* emptied = nullptr;  // what a failed call left
  stg_decisions* decisions = nullptr;
  stg_diagnostics* diagnostics = nullptr;
  stg_error* error = nullptr;
  stg_buffer* buffer = nullptr;
  stg_expression* expression = nullptr;
  std::string record_json;
};

struct World {
  World();
  const std::array<const Objects*, 4> all() const { return {&main, &twin, &version, &other}; }
  uint32_t fact(std::string_view name) const;
  uint32_t event(std::string_view name) const;
  uint32_t stage(std::string_view name) const;
  uint32_t quota(std::string_view name) const;
  uint32_t field(std::string_view name) const;  // of the event `go`

  Objects main;
  Objects twin;
  Objects version;
  Objects other;
};

World& world();

std::string_view view(stg_str text);
// The decision that `main` made at first, made again with the same context, payload and record.
std::string decide_again();

// For templates: the member of Objects that is of the type.
inline stg_ruleset* get(const Objects& of, const stg_ruleset*) { return of.ruleset; }
inline stg_record* get(const Objects& of, const stg_record*) { return of.record; }
inline stg_payload* get(const Objects& of, const stg_payload*) { return of.payload; }
inline stg_event* get(const Objects& of, const stg_event*) { return of.event; }
inline stg_context* get(const Objects& of, const stg_context*) { return of.context; }
inline stg_decision* get(const Objects& of, const stg_decision*) { return of.decision; }
inline stg_decisions* get(const Objects& of, const stg_decisions*) { return of.decisions; }
inline stg_diagnostics* get(const Objects& of, const stg_diagnostics*) { return of.diagnostics; }
inline stg_error* get(const Objects& of, const stg_error*) { return of.error; }
inline stg_buffer* get(const Objects& of, const stg_buffer*) { return of.buffer; }
inline stg_options* get(const Objects& of, const stg_options*) { return of.options; }
inline stg_expression* get(const Objects& of, const stg_expression*) { return of.expression; }

// An object of its own, like the one of `of`.
stg_ruleset* copy(const Objects& of, const stg_ruleset*);
stg_record* copy(const Objects& of, const stg_record*);
stg_payload* copy(const Objects& of, const stg_payload*);
stg_event* copy(const Objects& of, const stg_event*);
stg_context* copy(const Objects& of, const stg_context*);
stg_decision* copy(const Objects& of, const stg_decision*);
stg_decisions* copy(const Objects& of, const stg_decisions*);
stg_diagnostics* copy(const Objects& of, const stg_diagnostics*);
stg_error* copy(const Objects& of, const stg_error*);
stg_buffer* copy(const Objects& of, const stg_buffer*);
stg_options* copy(const Objects& of, const stg_options*);
stg_expression* copy(const Objects& of, const stg_expression*);

inline void release(const stg_ruleset* p) { stg_ruleset_unref(p); }
inline void release(stg_record* p) { stg_record_free(p); }
inline void release(stg_payload* p) { stg_payload_free(p); }
inline void release(stg_event* p) { stg_event_free(p); }
inline void release(stg_context* p) { stg_context_free(p); }
inline void release(stg_decision* p) { stg_decision_free(p); }
inline void release(stg_decisions* p) { stg_decisions_free(p); }
inline void release(stg_diagnostics* p) { stg_diagnostics_free(p); }
inline void release(stg_error* p) { stg_error_free(p); }
inline void release(stg_buffer* p) { stg_buffer_free(p); }
inline void release(stg_options* p) { stg_options_free(p); }
inline void release(stg_expression* p) { stg_expression_free(p); }

}  // namespace misuse_test
