// SPDX-License-Identifier: Apache-2.0
// Linear searches: an entry has few answers, and a ruleset few names that were others.
#include "migrate/answers.h"

#include <algorithm>

#include "ruleset/lookup.h"

namespace stagegraph::migrate {

using namespace ruleset;

namespace {

bool fits(const Migration& entry, std::string_view version, std::string_view behaviour) {
  return entry.from.empty() ||
         std::any_of(entry.from.begin(), entry.from.end(),
                     [&](const std::string& from) { return from == version || from == behaviour; });
}

const Migration* entry_for(const Ruleset& ruleset, std::string_view version,
                           std::string_view behaviour) {
  for (const Migration& entry : ruleset.migrations) {
    if (fits(entry, version, behaviour)) return &entry;
  }
  return nullptr;
}

template <typename T>
IndexOf<T> was_called(const IndexedVector<T>& things, std::string_view old) {
  for (IndexOf<T> i : things.indices()) {
    const std::vector<std::string>& was = things[i].was;
    if (std::find(was.begin(), was.end(), old) != was.end()) return i;
  }
  return kNone;
}

}  // namespace

Answers::Answers(const Ruleset& ruleset, std::string_view version, std::string_view behaviour)
    : ruleset_(ruleset), entry_(entry_for(ruleset, version, behaviour)) {}

StageIndex Answers::stage(std::string_view old) const {
  if (entry_ != nullptr) {
    for (const auto& [name, stage] : entry_->stages) {
      if (name == old) return stage;
    }
  }
  const StageIndex same = find_stage(ruleset_, old);
  return same != kNone ? same : was_called(ruleset_.stages, old);
}

FactIndex Answers::fact(std::string_view old) const {
  const FactIndex same = find_fact(ruleset_, old);
  return same != kNone ? same : was_called(ruleset_.facts, old);
}

// A deadline follows its stage where nothing else is said.
DeadlineAnswer Answers::deadline(std::string_view old) const {
  const auto named = [&](std::string_view name) {
    for (DeadlineIndex d : ruleset_.deadlines.indices()) {
      if (ruleset_.deadlines[d].name == name) return d;
    }
    return was_called(ruleset_.deadlines, name);
  };
  const auto followed = [&] {
    const DeadlineIndex same = named(old);
    if (same != kNone) return same;
    const size_t dot = old.rfind('.');
    const StageIndex holder = dot == std::string_view::npos ? kNone : stage(old.substr(0, dot));
    return holder == kNone ? DeadlineIndex(kNone)
                           : named(ruleset_.stages[holder].path + std::string(old.substr(dot)));
  };
  if (entry_ != nullptr) {
    for (const Migration::DeadlineAnswer& answer : entry_->deadlines) {
      if (answer.old != old) continue;
      return {answer.to == kNone ? followed() : answer.to, answer.due};
    }
  }
  return {followed(), std::nullopt};
}

EventAnswer Answers::event(std::string_view old) const {
  if (entry_ != nullptr) {
    for (const Migration::EventAnswer& answer : entry_->events) {
      if (answer.old == old) return {answer.to, answer.to == kNone};
    }
  }
  return {find_event(ruleset_, old), false};
}

bool Answers::is_fact_dropped(std::string_view old) const {
  return entry_ != nullptr && std::find(entry_->dropped_facts.begin(), entry_->dropped_facts.end(),
                                        old) != entry_->dropped_facts.end();
}

std::span<const Migration::FactAnswer> Answers::fact_values() const {
  return entry_ == nullptr ? std::span<const Migration::FactAnswer>() : entry_->facts;
}

bool Answers::has_value_for(FactIndex fact) const {
  const auto values = fact_values();
  return std::any_of(values.begin(), values.end(),
                     [&](const Migration::FactAnswer& answer) { return answer.fact == fact; });
}

}  // namespace stagegraph::migrate
