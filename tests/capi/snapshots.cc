// SPDX-License-Identifier: Apache-2.0
// Records, decisions and buffers are read. Of a context and a payload a decision tells, of options
// what is loaded with them, of an expression its value.
#include "snapshots.h"

#include <stdexcept>
#include <string_view>

#include "misuse_world.h"

namespace misuse_test {

namespace {

// Runs a function whose result comes first of its out-parameters, a buffer.
template <typename Function, typename... Arguments>
std::string text_by(Function function, Arguments... arguments) {
  stg_buffer* text = nullptr;
  if (function(arguments..., &text, nullptr) != STG_STATUS_OK) return "nothing";
  std::string read(view(stg_buffer_text(text)));
  stg_buffer_free(text);
  return read;
}

// How the main record goes on. A decision where nobody acts leaves the record's own roles out, so
// what the payload holds shows in the record, which keeps the event for later.
std::string decided(std::string_view event, stg_context* context, const stg_payload* payload) {
  const Objects& of = world().main;
  stg_decision* made = nullptr;
  const uint32_t index = stg_ruleset_event_index(of.ruleset, event.data(), event.size());
  if (stg_decide(of.ruleset, of.record, index, payload, kNow, context, &made, nullptr) !=
      STG_STATUS_OK) {
    return "undecided";
  }
  std::string text = snapshot(made) + snapshot(stg_decision_record(made));
  stg_decision_free(made);
  return text;
}

}  // namespace

std::string snapshot(const stg_ruleset* ruleset) {
  return std::string(view(stg_ruleset_fingerprint(ruleset)));
}

std::string snapshot(const stg_record* record) {
  return text_by(stg_record_to_json, record) + std::to_string(stg_record_next_due(record));
}

std::string snapshot(const stg_payload* payload) {
  stg_context* context = copy(world().main, static_cast<const stg_context*>(nullptr));
  std::string text = decided("hold", context, payload);
  stg_context_free(context);
  return text;
}

std::string snapshot(const stg_event* event) {
  return std::to_string(stg_event_index(event)) + "/" + std::to_string(stg_event_at(event)) + "/" +
         std::string(view(stg_event_record(event))) + snapshot(stg_event_payload(event));
}

std::string snapshot(const stg_context* context) {
  return decided("go", const_cast<stg_context*>(context), nullptr) +
         decided("hold", const_cast<stg_context*>(context), nullptr);
}

std::string snapshot(const stg_decision* decision) {
  return text_by(stg_decision_to_json, decision);
}

std::string snapshot(const stg_decisions* decisions) {
  std::string text;
  for (uint32_t i = 0; i < stg_decisions_count(decisions); ++i) {
    text += snapshot(stg_decisions_get(decisions, i));
  }
  return text;
}

std::string snapshot(const stg_diagnostics* diagnostics) {
  std::string text;
  for (uint32_t i = 0; i < stg_diagnostics_count(diagnostics); ++i) {
    text += view(stg_diagnostics_message(diagnostics, i));
  }
  return text;
}

std::string snapshot(const stg_error* error) {
  return std::string(view(stg_error_message(error))) + snapshot(stg_error_diagnostics(error));
}

std::string snapshot(const stg_buffer* buffer) {
  return std::string(view(stg_buffer_text(buffer)));
}

// The language that it loads with, and whether it loads at all.
std::string snapshot(const stg_options* options) {
  stg_ruleset* loaded = nullptr;
  if (stg_ruleset_load_text(kMainRules.data(), kMainRules.size(), "r", 1, options, &loaded,
                            nullptr) != STG_STATUS_OK) {
    return "nothing";
  }
  std::string text(view(stg_ruleset_stage_title(loaded, 0)));
  stg_ruleset_unref(loaded);
  return text;
}

std::string snapshot(const stg_expression* expression) {
  stg_buffer* json = nullptr;
  const std::string values = R"({"amount": 2})";
  stg_result kind = STG_RESULT_ERROR;
  if (stg_expression_evaluate(expression, values.data(), values.size(), &json, &kind, nullptr) !=
      STG_STATUS_OK) {
    return "nothing";
  }
  std::string text = std::to_string(kind) + snapshot(json);
  stg_buffer_free(json);
  return text;
}

}  // namespace misuse_test
