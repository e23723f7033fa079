// SPDX-License-Identifier: Apache-2.0
// Sets a record up as the case is given it, then plays the steps against the engine as a host
// would: time passes up to just before the step, the step is decided, what it expects is judged.
#include "scenario/runner.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "engine/due.h"
#include "engine/engine.h"
#include "engine/event_log.h"
#include "engine/json/record_read.h"
#include "engine/timers.h"
#include "scenario/matcher.h"
#include "time/business.h"

namespace stagegraph::scenario {

using namespace time;
using namespace ruleset;
using namespace engine;

namespace {

// What stops a case: it could not be set up, or a step could not be run.
struct Stop {
  std::string why;
  Range range;
};

class CaseRunner {
 public:
  CaseRunner(std::shared_ptr<const Ruleset> ruleset, const TestCase& test, Coverage& coverage)
      : shared_(std::move(ruleset)), ruleset_(*shared_), test_(test), coverage_(coverage) {
    context_.trace = true;
    context_.counters_are_complete = true;
  }

  CaseReport run() && {
    report_.name = test_.name;
    report_.range = test_.range;
    try {
      prepare();
      coverage_.begin(record_);
      for (const CaseStep& step : test_.steps) {
        ++step_;
        run(step);
      }
    } catch (const Stop& stop) {
      fail({0, "", "", "", stop.why, stop.range, {}, "the step could not be run"});
    }
    report_.result = report_.failures.empty() ? CaseResult::kPassed : CaseResult::kFailed;
    return std::move(report_);
  }

 private:
  void fail(TestFailure failure) {
    failure.step = step_;
    failure.what = step_ == 0 ? "given" : test_.steps[step_ - 1].what;
    report_.failures.push_back(std::move(failure));
  }

  // Ends the case where the engine could not do what was asked.
  template <typename T>
  static T need(Expected<T> result, const Range& range) {
    if (!result) throw Stop{result.error().message, range};
    return std::move(*result);
  }

  // ---------------------------------------------------------------- given

  void prepare() {
    const Given& given = test_.given;
    if (!given.record.empty()) {
      record_ = need(read_record(shared_, given.record), given.range);
    } else {
      record_ = Record::create(shared_, "test", given.at.value());
    }
    set_facts(given.facts);
    if (given.record.empty()) {
      const StageIndex stage = given.stage == kNone ? ruleset_.initial : given.stage;
      need(place(record_, stage, *given.at), given.range);
    }
    for (const TimerDue& timer : given.timers) set_timer(timer);
    note_counters(given.counters);
    record_.next_due = next_instant(record_);
    clock_ = given.at.value_or(record_.clock);
  }

  void set_facts(const std::vector<FactValue>& facts) {
    for (const FactValue& fact : facts) {
      if (fact.value.is_unknown()) {
        record_.clear_fact(fact.fact);
      } else {
        need(record_.set_fact(fact.fact, fact.value), fact.range);
      }
    }
  }

  void set_timer(const TimerDue& given) {
    const Deadline& deadline = ruleset_.deadlines[given.deadline];
    if (!is_within(ruleset_, record_.stage, deadline.stage)) {
      throw Stop{fmt::format("'{}' does not run in '{}'", deadline.name,
                             ruleset_.stages[record_.stage].path),
                 given.range};
    }
    Timer& timer = record_.timer(given.deadline);
    timer = {};
    if (given.due == kNever) return;
    timer.start = record_.clock;
    timer.anchor = record_.clock;
    timer.due = given.due;
    find_next_reminder(ruleset_, deadline, timer);
  }

  // ---------------------------------------------------------------- steps

  void run(const CaseStep& step) {
    Observed observed{{}, {}, record_};
    switch (step.kind) {
      case StepKind::kEvent:
        deliver(step, observed);
        break;
      case StepKind::kAdvanceTo:
      case StepKind::kAdvanceBy:
        clock_ = instant_of(step);
        observed.judged = advance_to(clock_, step);
        break;
      case StepKind::kSet:
        clock_ = instant_of(step);
        observed.earlier = advance_to(clock_ - Duration(1), step);
        set_facts(step.set);
        need(note_changes(record_, clock_, context_), step.range);
        break;
      case StepKind::kApprove:
      case StepKind::kReject:
        answer(step, observed);
        break;
      case StepKind::kBegin:
        begin_record(step, observed);
        break;
      case StepKind::kCounters:
        note_counters(step.counters);
        break;
    }
    for (const Check& check : step.checks) {
      if (auto failure = judge(check, observed)) fail(std::move(*failure));
    }
  }

  Instant instant_of(const CaseStep& step) const {
    if (step.at) return *step.at;
    if (!step.after) return clock_;
    return need(reach(clock_, *step.after, *ruleset_.zone, ruleset_.own_calendar()), step.range).at;
  }

  // At one instant, events go before what comes due.
  void deliver(const CaseStep& step, Observed& observed) {
    clock_ = instant_of(step);
    observed.earlier = advance_to(clock_ - Duration(1), step);
    Payload payload(ruleset_);
    for (const FieldValue& field : step.payload) {
      need(payload.set(field.field, field.value), field.range);
    }
    surround(step);
    const Record asked = with_carried_facts(step);
    set_counters(asked);
    need(decide(ruleset_, record_, step.event, &payload, clock_, context_, decision_), step.range);
    count_event(step.event, asked);
    take_over(decision_);
    observed.judged.push_back(&decision_);
  }

  void answer(const CaseStep& step, Observed& observed) {
    clock_ = instant_of(step);
    observed.earlier = advance_to(clock_ - Duration(1), step);
    surround(step);
    const Resolution resolution =
        step.kind == StepKind::kApprove ? Resolution::kApprove : Resolution::kReject;
    need(resolve(ruleset_, record_, resolution, step.of, clock_, context_, decision_), step.range);
    take_over(decision_);
    observed.judged.push_back(&decision_);
  }

  void begin_record(const CaseStep& step, Observed& observed) {
    clock_ = instant_of(step);
    surround(step);
    need(engine::begin_record(ruleset_, record_, clock_, context_, decision_), step.range);
    take_over(decision_);
    observed.judged.push_back(&decision_);
  }

  void surround(const CaseStep& step) {
    context_.actor = step.actor;
    context_.event_id = step.event_id;
    context_.clear_counters();
    set_counters(record_);
  }

  // ---------------------------------------------------------------- quotas

  // What others use is given; what the case's record uses is counted.
  void note_counters(const std::vector<CounterValue>& counters) {
    used_by_others_.resize(ruleset_.quotas.size());
    for (const CounterValue& counter : counters) used_by_others_[counter.quota] = counter.used;
  }

  // A key of a quota may be among what the event carries. Whether a value fits is the engine's to
  // say.
  Record with_carried_facts(const CaseStep& step) const {
    Record asked = record_;
    for (const Event::Carried& carried : ruleset_.events[step.event].carries) {
      if (carried.fact == kNone) continue;
      for (const FieldValue& field : step.payload) {
        if (field.field == carried.field)
          static_cast<void>(asked.set_fact(carried.fact, field.value));
      }
    }
    return asked;
  }

  void set_counters(const Record& record) {
    for (QuotaIndex q : ruleset_.quotas.indices()) {
      const auto key = quota_key(ruleset_, q, record);
      if (key) context_.set_counter(q, *key, used_by_others_[q] + own_use(q, *key));
    }
  }

  int64_t own_use(QuotaIndex quota, const std::string& key) {
    if (ruleset_.quotas[quota].counts != kNone) {
      return quota_key(ruleset_, quota, record_) == key &&
                     quota_counts(record_, quota, clock_, context_, scratch_)
                 ? 1
                 : 0;
    }
    return log_.count(ruleset_, quota, key, clock_);
  }

  // Under the key that it was asked about.
  void count_event(EventIndex event, const Record& asked) {
    if (!counts_as_done(decision_.outcome)) return;
    for (QuotaIndex q : ruleset_.quotas.indices()) {
      const auto key = quota_key(ruleset_, q, asked);
      if (key) log_.note(ruleset_, q, event, *key, clock_);
    }
  }

  std::vector<const Decision*> advance_to(Instant instant, const CaseStep& step) {
    size_t count = 0;
    auto done = advance(ruleset_, record_, instant, context_, decisions_, count);
    if (!done && done.error().status == Status::kLimitExceeded) {
      throw Stop{
          fmt::format("too much comes due in one step: {} decisions by {}, and more. Advance in "
                      "shorter steps, or look for deadlines that lead to each other",
                      count, format_instant(decisions_[count - 1]->at, ruleset_.zone.get())),
          step.range};
    }
    need(std::move(done), step.range);
    std::vector<const Decision*> out;
    for (size_t i = 0; i < count; ++i) {
      take_over(*decisions_[i]);
      out.push_back(decisions_[i].get());
    }
    return out;
  }

  void take_over(const Decision& decision) {
    coverage_.add(record_, decision);
    record_ = decision.record;
  }

  const std::shared_ptr<const Ruleset> shared_;
  const Ruleset& ruleset_;
  const TestCase& test_;
  Coverage& coverage_;
  CaseReport report_;
  Record record_;
  Instant clock_{};
  size_t step_ = 0;  // from 1
  Context context_;
  Decision decision_;
  std::vector<std::unique_ptr<Decision>> decisions_;
  IndexedVector<int64_t, Quota> used_by_others_;
  EventLog log_;
  Decision scratch_;
};

}  // namespace

CaseReport run_case(std::shared_ptr<const Ruleset> ruleset, const TestCase& test,
                    Coverage& coverage) {
  return CaseRunner(std::move(ruleset), test, coverage).run();
}

}  // namespace stagegraph::scenario
