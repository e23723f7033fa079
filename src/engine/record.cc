#include "engine/record.h"

#include <utility>

#include "engine/timers.h"
#include "engine/typing.h"
#include "ruleset/values.h"

namespace stagegraph {

namespace {

bool is_on_heap(const cel::Value& value) {
  switch (value.kind()) {
    case cel::Kind::kString:
      return !value.is_interned();
    case cel::Kind::kBytes:
    case cel::Kind::kList:
    case cel::Kind::kMap:
      return true;
    default:
      return false;
  }
}

cel::Value initial_value(const Ruleset& ruleset, Index fact) {
  const Fact& f = ruleset.facts[fact];
  return f.has_default ? f.default_value : cel::Value::unknown(fact);
}

}  // namespace

Record Record::create(std::shared_ptr<const Ruleset> ruleset, std::string_view id, Micros at) {
  Record record;
  const Ruleset& rules = *ruleset;
  record.ruleset_ = std::move(ruleset);
  record.id_ = id;
  record.facts_.resize(rules.facts.size());
  for (Index f = 0; f < rules.facts.size(); ++f) record.store(f, initial_value(rules, f));
  record.marks.resize(rules.stages.size());
  record.timers.resize(rules.deadlines.size());
  record.stage = rules.initial;
  record.clock = at;
  return record;
}

Expected<Done> Record::place(Index target, Micros entered) {
  stage = initial_leaf(*ruleset_, target);
  clock = entered;
  for (StageMark& mark : marks) mark = {};
  for (Timer& timer : timers) timer = {};
  for (Index s = stage; s != kNone; s = ruleset_->stages[s].parent) {
    marks[s] = {entered, 1};
    if (ruleset_->stages[stage].final) continue;
    for (Index d : ruleset_->stages[s].deadlines) {
      if (!arm(*ruleset_, d, entered, timers[d])) {
        return Error{
            Status::kInvalidInput,
            "the due instant of '" + ruleset_->deadlines[d].name + "' lies beyond the year 9999",
            {}};
      }
    }
  }
  next_due = earliest(*this);
  return Done{};
}

Expected<Done> Record::set_fact(Index fact, const cel::Value& value) {
  const Fact& declared = ruleset_->facts[fact];
  Expected<cel::Value> typed = conform(value, declared.type);
  if (!typed) {
    return Error{
        Status::kInvalidInput, "fact '" + declared.name + "': " + typed.error().message, {}};
  }
  if (auto problem = check_fact_range(declared, *typed)) {
    return Error{Status::kInvalidInput, "fact '" + declared.name + "': " + *problem, {}};
  }
  store(fact, *typed);
  unblock(*this);
  compact_if_wasteful();
  return Done{};
}

void Record::clear_fact(Index fact) {
  facts_[fact] = cel::Value::unknown(fact);
  unblock(*this);
}

void Record::store(Index fact, const cel::Value& value) {
  facts_[fact] = is_on_heap(value) ? cel::clone(value, heap_) : value;
}

// The heap only grows while facts are overwritten; a copy leaves the garbage behind.
void Record::compact_if_wasteful() {
  constexpr size_t kSlack = 4096;
  if (heap_.used() < 2 * live_bytes_ + kSlack) return;
  Record tidy(*this);
  *this = std::move(tidy);
}

void Record::assign(const Record& other) {
  if (ruleset_ != other.ruleset_) ruleset_ = other.ruleset_;
  id_ = other.id_;
  foreign_fingerprint_ = other.foreign_fingerprint_;
  stage = other.stage;
  clock = other.clock;
  sequence = other.sequence;
  next_due = other.next_due;
  marks = other.marks;
  timers = other.timers;
  history = other.history;
  facts_ = other.facts_;
  heap_.reset();
  for (cel::Value& fact : facts_) {
    if (is_on_heap(fact)) fact = cel::clone(fact, heap_);
  }
  for (Delivered& delivered : history) delivered.id = heap_.copy(delivered.id);
  live_bytes_ = heap_.used();
}

void Record::remember(std::string_view event_id, Outcome outcome) {
  restore_delivered(event_id, outcome, sequence);
}

void Record::restore_delivered(std::string_view event_id, Outcome outcome, int64_t at_sequence) {
  if (history.size() == kHistoryLimit) history.erase(history.begin());
  history.push_back({heap_.copy(event_id), outcome, at_sequence});
}

const Delivered* Record::find_delivered(std::string_view event_id) const {
  for (const Delivered& delivered : history) {
    if (delivered.id == event_id) return &delivered;
  }
  return nullptr;
}

std::string_view Record::fingerprint() const {
  return foreign_fingerprint_.empty() ? std::string_view(ruleset_->fingerprint)
                                      : std::string_view(foreign_fingerprint_);
}

void Record::set_fingerprint(std::string_view fingerprint) {
  if (fingerprint == ruleset_->fingerprint) {
    foreign_fingerprint_.clear();
  } else {
    foreign_fingerprint_ = fingerprint;
  }
}

}  // namespace stagegraph
