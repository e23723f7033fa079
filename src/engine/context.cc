// SPDX-License-Identifier: Apache-2.0
// The workspace is hidden behind a pointer: only the engine needs to know what is in it.
#include "engine/context.h"

#include <algorithm>

#include "engine/workspace.h"

namespace stagegraph::engine {

using namespace ruleset;

Context::Context() : workspace_(std::make_unique<Workspace>()) {}
Context::~Context() = default;
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;

void Context::reset() {
  actor.id.clear();
  actor.roles.clear();
  event_id.clear();
  trace = false;
  expected_sequence = -1;
  clear_counters();
  counters_are_complete = false;
}

uint64_t Context::steps_spent() const {
  const cel::Activation& activation = workspace_->activation;
  return activation.budget - std::min(activation.steps, activation.budget);
}

void Context::set_counter(QuotaIndex quota, std::string_view key, int64_t used) {
  counters_[{quota, std::string(key)}] = used;
}

std::optional<int64_t> Context::counter(QuotaIndex quota, std::string_view key) const {
  auto found = counters_.find({quota, std::string(key)});
  if (found != counters_.end()) return found->second;
  return counters_are_complete ? std::optional<int64_t>(0) : std::nullopt;
}

}  // namespace stagegraph::engine
