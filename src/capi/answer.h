// SPDX-License-Identifier: Apache-2.0
// What the calls share that decide: their context, and the way of a decision into a handle.
#pragma once

#include <memory>
#include <string>

#include "capi/guard.h"
#include "capi/handles.h"

namespace stagegraph::capi {

[[noreturn]] inline void fail_ruleset(const char* what) {
  fail(Status::kWrongRuleset, std::string("the ") + what + " was made for another ruleset");
}

inline void check_ruleset(const stg_ruleset& ruleset,
                          const std::shared_ptr<const ruleset::Ruleset>& other, const char* what) {
  if (other != ruleset.rules) fail_ruleset(what);
}

inline engine::Context& context_of(const stg_ruleset& ruleset, stg_context* context) {
  check_ruleset(ruleset, checked(context, "context").rules, "context");
  return context->context;
}

// Makes a decision in the caller's handle, or in a new one. `make` is given the Decision to fill,
// and throws Failure where it cannot.
template <typename Make>
void answer(stg_decision** out, Make&& make) {
  Reused<stg_decision> result(out);
  if (result->owned == nullptr) result->owned = std::make_unique<engine::Decision>();
  result->decision = nullptr;
  make(*result->owned);
  result->show(*result->owned);
  result.commit();
}

}  // namespace stagegraph::capi
