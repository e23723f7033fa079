// SPDX-License-Identifier: Apache-2.0
// Any bytes as calls of the C interface: the life of a record under a ruleset, its twin (the same
// text loaded again) and another version of it. What the calls promise holds throughout:
//   - what is written reads back, and writes the same bytes,
//   - the record read back, and the record asked of the twin, decide the same bytes,
//   - a decision leaves the record as it was, and says rightly whether it changes it,
//   - after advancing to an instant nothing is due until after it, and an event is never overdue,
//   - advancing at once leaves the same record as advancing in two steps.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "stagegraph/stagegraph.h"

namespace {

constexpr std::string_view kHead = R"yaml(
stagegraph: 1
name: fuzzed
time_zone: Asia/Shanghai
calendar: office
calendars: { office: { week: { mon-fri: ["09:00-12:00", "13:30-18:00"] } } }
roles: [clerk, boss, legal]
facts:
)yaml";
constexpr std::string_view kNewer = "  newer: { type: string, default: x }\n";
constexpr std::string_view kRest = R"yaml(
  owner: { type: string, max: 40 }
  flag: { type: bool, default: false }
  calls: { type: int, default: 0, min: 0, max: 99 }
  amount: { type: decimal, min: 0 }
  ratio: double
  size: { type: enum, values: [small, large] }
  seen: timestamp
  day: date
  pause: duration
  tags: { type: list(string), max: 20 }
criteria: { big_enough: { when: amount >= 100, says: Too small } }
events:
  set: { carries: [owner, day, seen, size, pause] }
  deal: { carries: [amount, { reason: string }] }
  later: { order: hold, carries: [owner] }
  newest: { order: newest_wins }
  ask: {}
  poke: {}
  answer: {}
  limited: { by: clerk }
actions: { notify: { to: string, message: string, at: timestamp } }
quotas:
  extended: { per: owner, at_most: 2, counts: 'extensions("g.end") > 0' }
  limit: { per: [owner, size], at_most: 2, events: [limited], window: 1 day }
tables: { t: { hit: first, gives: { rate: decimal }, rows: [{ when: calls > 3, rate: 0.5 }, { rate: 1.0 }] } }
cadences:
  c:
    steps: [{ after: 1 day, via: [sms, mail], script: hello }]
    then: { every: 1 week, via: [mail], script: again, at_most: 5 }
    stop_after: [answer]
    unanswered: { after: 4, to: done }
contact: { at_most: 2, window: 7 days, quiet_hours: "21:00-09:00", channels: { sms: flag, mail: 'true' } }
stages:
  g:
    initial: a
    cadence: c
    deadlines:
      end:
        within: 3 business days
        to: b
        remind: [{ at: 50%, do: [{ notify: { to: x, message: '${string(due)}', at: '${now}' } }] }]
        extend: { request: ask, approve_by: boss, add: 1 business day, at_most: 3, quota: extended }
        refresh: { by: poke, add: 1 day, at_most: 9 days }
        pause_while: flag
        roll: forward
      day_before: { before: 1 day, of: day, do: [{ notify: { to: '${owner}', message: k, at: '${seen}' } }] }
      seen_after: { from: seen, within: 2 hours, late: once, do: [{ set: { calls: '${calls + 1}' } }] }
      idle: { idle: 2 days, reset_by: [poke], do: [{ set: { owner: '${"i" + string(visits("g.a"))}' } }] }
    stages:
      a:
        events:
          set: {}
          deal: { to: b, require: [big_enough], approval: { by: [boss, legal], need: all, within: 2 days, void_if_changed: [calls] } }
          limited: { set: { owner: '${"limited " + event.id}' } }
          newest: {}
  b:
    events:
      later: { to: g, set: { owner: '${event.name}' } }
      set: {}
    deadlines: { back: { within: 1 month, to: g } }
    auto: [{ when: calls > 90, to: done }]
  done: { final: true }
)yaml";

const std::string kOverdue = std::to_string(STG_STATUS_OVERDUE);
constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kDay = 86'400 * kSecond;
constexpr int64_t kFirst = -62'135'596'800 * kSecond;
constexpr int64_t kLast = 253'402'300'799 * kSecond + 999'999;
constexpr std::array<int64_t, 4> kStarts = {1'772'442'000 * kSecond, kFirst, kLast - 400 * kDay,
                                            kLast - kDay};
constexpr std::array<int64_t, 10> kSteps = {
    0, 1, kSecond, 3'600 * kSecond, kDay, 3 * kDay, 7 * kDay, 30 * kDay, 200 * kDay, 1000 * kDay};
constexpr std::array<std::string_view, 18> kTexts = {"",
                                                     "wu",
                                                     "0",
                                                     "99",
                                                     "600.5",
                                                     "true",
                                                     "false",
                                                     "small",
                                                     "2026-03-05",
                                                     "2026-03-02T10:00",
                                                     "9999-12-31",
                                                     "0001-01-01",
                                                     "36h",
                                                     "[\"a\"]",
                                                     "0001-01-01T00:00:00Z",
                                                     "-0.0",
                                                     "1e308",
                                                     "9999-12-31T23:59:59.999999Z"};
constexpr std::array<std::string_view, 5> kNames = {"", "end", "g.end", "deal", "g.a.deal"};

struct Free {
  void operator()(stg_record* p) const { stg_record_free(p); }
  void operator()(stg_decision* p) const { stg_decision_free(p); }
  void operator()(stg_decisions* p) const { stg_decisions_free(p); }
  void operator()(stg_buffer* p) const { stg_buffer_free(p); }
  void operator()(stg_context* p) const { stg_context_free(p); }
  void operator()(stg_payload* p) const { stg_payload_free(p); }
  void operator()(stg_event* p) const { stg_event_free(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

[[noreturn]] void die(const char* what, const std::string& a, const std::string& b) {
  std::fprintf(stderr, "%s\n%s\n%s\n", what, a.c_str(), b.c_str());
  std::abort();
}

void expect(bool holds, const char* what, const std::string& a, const std::string& b) {
  if (!holds) die(what, a, b);
}

// What a function wrote to its buffer; a failure is a finding.
template <typename Write, typename Object>
std::string written(Write write, const Object* object) {
  stg_buffer* buffer = nullptr;
  if (write(object, &buffer, nullptr) != STG_STATUS_OK) die("writes nothing", "", "");
  const Owned<stg_buffer> owned(buffer);
  const stg_str text = stg_buffer_text(buffer);
  return {text.data, text.size};
}
std::string json(const stg_record* record) { return written(stg_record_to_json, record); }
std::string json(const stg_decision* decision) { return written(stg_decision_to_json, decision); }

stg_ruleset* load(std::string_view newer) {
  const std::string text = std::string(kHead) + std::string(newer) + std::string(kRest);
  stg_ruleset* rules = nullptr;
  stg_error* err = nullptr;
  if (stg_ruleset_load_text(text.data(), text.size(), "r", 1, nullptr, &rules, &err) ==
      STG_STATUS_OK) {
    return rules;
  }
  const stg_diagnostics* found = stg_error_diagnostics(err);
  for (uint32_t i = 0; i < stg_diagnostics_count(found); ++i) {
    std::fprintf(stderr, "%s\n", stg_diagnostics_message(found, i).data);
  }
  std::abort();
}

struct Rulesets {
  stg_ruleset* own = load("");
  stg_ruleset* twin = load("");
  stg_ruleset* version = load(kNewer);
};
const Rulesets& rulesets() {
  static const Rulesets all;
  return all;
}

class Input {
 public:
  Input(const uint8_t* data, size_t size) : data_(data), size_(size) {}
  bool is_empty() const { return size_ == 0; }
  uint8_t byte() {
    if (size_ == 0) return 0;
    --size_;
    return *data_++;
  }
  template <typename T, size_t N>
  const T& one_of(const std::array<T, N>& list) {
    return list[byte() % N];
  }
  uint32_t below(uint32_t count) { return count == 0 ? 0 : byte() % count; }

 private:
  const uint8_t* data_;
  size_t size_;
};

Owned<stg_context> new_context(const stg_ruleset* rules) {
  stg_context* made = nullptr;
  if (stg_context_new(rules, &made, nullptr) != STG_STATUS_OK) std::abort();
  return Owned<stg_context>(made);
}
Owned<stg_payload> new_payload(const stg_ruleset* rules) {
  stg_payload* made = nullptr;
  if (stg_payload_new(rules, &made, nullptr) != STG_STATUS_OK) std::abort();
  return Owned<stg_payload>(made);
}
Owned<stg_record> read(const stg_ruleset* rules, const std::string& text) {
  stg_record* made = nullptr;
  stg_error* err = nullptr;
  if (stg_record_from_json(rules, text.data(), text.size(), &made, &err) != STG_STATUS_OK) {
    die("a record cannot be read back", text, stg_error_message(err).data);
  }
  return Owned<stg_record>(made);
}

// A ruleset, and what surrounds the decisions under it.
struct Side {
  explicit Side(const stg_ruleset* ruleset)
      : rules(ruleset), context(new_context(ruleset)), payload(new_payload(ruleset)) {}
  const stg_ruleset* rules;
  Owned<stg_context> context;
  Owned<stg_payload> payload;
};

class Life {
 public:
  Life(const uint8_t* data, size_t size)
      : in_(data, size),
        own_(rulesets().own),
        twin_(rulesets().twin),
        version_(rulesets().version) {
    now_ = in_.one_of(kStarts);
    stg_record* made = nullptr;
    if (stg_record_new(own_.rules, "A", 1, now_, &made, nullptr) == STG_STATUS_OK) {
      record_.reset(made);
    }
  }

  void run() {
    for (int steps = 0; record_ && !in_.is_empty() && steps < 60; ++steps) {
      const uint8_t what = in_.byte();
      now_ = now_ > kLast - 2000 * kDay && what >= 128 ? std::min(kLast, now_ + kDay)
                                                       : std::min(kLast, now_ + in_.one_of(kSteps));
      check_written();
      step(what % 10);
    }
  }

 private:
  void step(uint8_t what) {
    switch (what) {
      case 0:
      case 1:
        return send();
      case 2:
        return resolve();
      case 3:
        return pass(now_);
      case 4:
        return set_by_hand();
      case 5:
        return place();
      case 6:
        return surround();
      case 7:
        return ask_others();
      case 8:
        return copy();
      default:
        return send_json();
    }
  }

  void check_written() {
    const std::string text = json(record_.get());
    const std::string again = json(read(own_.rules, text).get());
    expect(text == again, "what is read writes other bytes", text, again);
  }

  // Time passes until just before now, so that nothing is overdue.
  bool catch_up() {
    if (stg_record_next_due(record_.get()) >= now_ || now_ == kFirst) return true;
    return advance(now_ - 1);
  }
  void pass(int64_t until) {
    const std::string in_two = advanced_in_two(until);
    if (!advance(until)) return;
    const std::string at_once = json(record_.get());
    expect(stg_record_next_due(record_.get()) > until, "something is due after advancing", at_once,
           std::to_string(until));
    expect(in_two.empty() || in_two == at_once, "in two steps it is another record", at_once,
           in_two);
  }

  // The record as it would be after a look at the clock halfway; empty where that is not known.
  // Counters and the trace are the context's, and stay the same.
  std::string advanced_in_two(int64_t until) {
    const int64_t due = stg_record_next_due(record_.get());
    if (due >= until) return {};
    const Owned<stg_record> other = read(own_.rules, json(record_.get()));
    for (const int64_t to : {due + (until - due) / 2, until}) {
      stg_decisions* made = nullptr;
      const stg_status status =
          stg_advance(own_.rules, other.get(), to, own_.context.get(), &made, nullptr);
      const Owned<stg_decisions> owned(made);
      if (status != STG_STATUS_OK) return {};
      for (uint32_t i = 0; i < stg_decisions_count(made); ++i) {
        if (stg_apply(other.get(), stg_decisions_get(made, i), nullptr) != STG_STATUS_OK) return {};
      }
    }
    return json(other.get());
  }

  bool advance(int64_t until) {
    stg_decisions* made = nullptr;
    stg_decisions* of_twin = nullptr;
    const std::string before = json(record_.get());
    const stg_status status =
        stg_advance(own_.rules, record_.get(), until, own_.context.get(), &made, nullptr);
    const Owned<stg_decisions> owned(made);
    const stg_status twin_status =
        stg_advance(twin_.rules, record_.get(), until, twin_.context.get(), &of_twin, nullptr);
    const Owned<stg_decisions> owned_twin(of_twin);
    expect(status == twin_status && stg_decisions_count(made) == stg_decisions_count(of_twin),
           "the twin advances otherwise", before, std::to_string(until));
    expect(json(record_.get()) == before, "advancing changes the record", before, "");
    if (status != STG_STATUS_OK) return false;
    for (uint32_t i = 0; i < stg_decisions_count(made); ++i) {
      const std::string one = json(stg_decisions_get(made, i));
      const std::string other = json(stg_decisions_get(of_twin, i));
      expect(one == other, "the twin advances otherwise", one, other);
      take(stg_decisions_get(i % 2 == 0 ? made : of_twin, i));
    }
    return true;
  }

  void take(const stg_decision* decision) {
    if (stg_apply(record_.get(), decision, nullptr) != STG_STATUS_OK) {
      die("a decision cannot be applied", json(decision), "");
    }
  }

  // Makes a decision by `make`, which takes a side, a record and a place; of the twin and of the
  // record read back as well. What it decides is `now_` or, where `is_later`, after that.
  template <typename Make>
  void decide(Make&& make, bool is_later = false) {
    if (!catch_up()) return;
    const std::string before = json(record_.get());
    const Owned<stg_record> again = read(own_.rules, before);
    const Made first = made_by(make, own_, record_.get());
    const Made second = made_by(make, own_, again.get());
    const Made third = made_by(make, twin_, record_.get());
    expect(json(record_.get()) == before, "deciding changes the record", before, first.text);
    expect(is_later || first.text != kOverdue, "overdue right after advancing", before,
           std::to_string(now_));
    expect(first.text == second.text, "the record read back decides otherwise", first.text,
           second.text);
    expect(first.text == third.text, "the twin decides otherwise", first.text, third.text);
    const Made migrated = made_by(make, version_, record_.get());
    expect(!migrated.decision ||
               stg_decision_outcome(migrated.decision.get()) == STG_OUTCOME_MIGRATION_REQUIRED,
           "another version decides", before, migrated.text);
    if (!first.decision) return;
    const std::string after = json(stg_decision_record(first.decision.get()));
    const bool changes = stg_decision_changes_record(first.decision.get()) != 0;
    expect(changes == (after != before), "changes_record is wrong", before, after);
    expect(changes || stg_decision_action_count(first.decision.get()) == 0, "actions of no change",
           before, first.text);
    take(in_.byte() % 2 == 0 ? first.decision.get() : third.decision.get());
  }

  struct Made {
    Owned<stg_decision> decision;
    std::string text;  // of the decision, or the status
  };
  template <typename Make>
  Made made_by(Make& make, Side& side, const stg_record* record) {
    stg_decision* made = nullptr;
    const stg_status status = make(side, record, &made);
    Made result{Owned<stg_decision>(made), std::to_string(status)};
    if (made != nullptr) result.text = json(made);
    return result;
  }

  void send() {
    const uint32_t event = in_.below(stg_ruleset_event_count(own_.rules));
    for (Side* side : {&own_, &twin_, &version_}) stg_payload_clear(side->payload.get());
    for (uint32_t i = 0; i < stg_ruleset_event_field_count(own_.rules, event); ++i) {
      const std::string_view text = in_.one_of(kTexts);
      for (Side* side : {&own_, &twin_, &version_}) {
        const uint32_t field = stg_ruleset_event_field(side->rules, event, i);
        (void)!stg_payload_set_text(side->payload.get(), field, text.data(), text.size(), nullptr);
      }
    }
    decide([&](Side& side, const stg_record* record, stg_decision** made) {
      return stg_decide(side.rules, record, event, side.payload.get(), now_, side.context.get(),
                        made, nullptr);
    });
  }

  void send_json() {
    const std::string_view name = in_.one_of(kNames);
    std::string text = in_.byte() % 2 == 0 ? R"({"reject":")" : R"({"approve":")";
    text += std::string(name) + R"(","at":"2026-03-09T10:00:00Z","id":")" +
            std::to_string(in_.byte() % 4) + R"(","actor":{"id":"lin","roles":"boss;legal"}})";
    if (in_.byte() % 8 == 0) text.resize(text.size() / 2);
    decide(
        [&](Side& side, const stg_record* record, stg_decision** made) {
          stg_event* event = nullptr;
          stg_status status =
              stg_event_from_json(side.rules, text.data(), text.size(), &event, nullptr);
          const Owned<stg_event> owned(event);
          if (status != STG_STATUS_OK) return status;
          status = stg_decide_event(side.rules, record, event, side.context.get(), made, nullptr);
          return status;
        },
        true);
  }

  void resolve() {
    const auto word = in_.byte() % 2 == 0 ? stg_approve : stg_reject;
    const std::string_view name = in_.one_of(kNames);
    decide([&](Side& side, const stg_record* record, stg_decision** made) {
      return word(side.rules, record, name.data(), name.size(), now_, side.context.get(), made,
                  nullptr);
    });
  }

  void set_by_hand() {
    if (!catch_up()) return;
    for (int i = in_.byte() % 3; i >= 0; --i) {
      const uint32_t fact = in_.below(stg_ruleset_fact_count(own_.rules) + 1);
      const std::string_view text = in_.one_of(kTexts);
      (void)!(text.empty()
                  ? stg_record_set_unknown(record_.get(), fact, nullptr)
                  : stg_record_set_text(record_.get(), fact, text.data(), text.size(), nullptr));
    }
    const Side& side = in_.byte() % 2 == 0 ? own_ : twin_;
    if (in_.byte() % 2 == 0) {
      (void)!stg_record_refresh(record_.get(), now_, side.context.get(), nullptr);
    }
  }

  void place() {
    const uint32_t stage = in_.below(stg_ruleset_stage_count(own_.rules) + 1);
    (void)!stg_record_place(record_.get(), stage, now_, nullptr);
  }

  void surround() {
    const uint8_t who = in_.byte();
    const uint8_t id = in_.byte();
    constexpr std::array<stg_str, 3> kRoles = {{{"clerk", 5}, {"boss", 4}, {"legal", 5}}};
    const std::string event_id = std::to_string(id % 4);
    for (Side* side : {&own_, &twin_, &version_}) {
      stg_context* context = side->context.get();
      if (who % 2 == 0) stg_context_reset(context);
      (void)!stg_context_set_actor(context, who % 3 == 0 ? "wu" : "lin", who % 3 == 0 ? 2 : 3,
                                   kRoles.data() + who % 3, 1, nullptr);
      (void)!stg_context_set_event_id(context, event_id.data(), id % 8 < 4 ? 1 : 0, nullptr);
      (void)!stg_context_set_counters_complete(context, who / 8 % 2, nullptr);
      (void)!stg_context_set_trace(context, who / 16 % 2, nullptr);
      (void)!stg_context_set_expected_sequence(context, id / 16 - 1, nullptr);
    }
  }

  // Questions that are no decision, of each side.
  void ask_others() {
    const uint32_t quota = in_.below(3);
    const int64_t used = in_.byte() % 4;
    for (Side* side : {&own_, &twin_, &version_}) {
      stg_buffer* text = nullptr;
      uint8_t known = 0;
      stg_result result = 0;
      if (stg_quota_key(side->rules, quota, record_.get(), &text, &known, nullptr) ==
          STG_STATUS_OK) {
        const stg_str key = stg_buffer_text(text);
        (void)!stg_context_set_counter(side->context.get(), quota, key.data, key.size, used,
                                       nullptr);
      }
      (void)!stg_quota_counts(side->rules, quota, record_.get(), now_, side->context.get(), &known,
                              nullptr);
      (void)!stg_table_evaluate(side->rules, 0, record_.get(), now_, side->context.get(), &text,
                                &result, nullptr);
      stg_buffer_free(text);
    }
  }

  void copy() {
    stg_record* made = nullptr;
    if (in_.byte() % 2 == 0 && stg_record_clone(record_.get(), &made, nullptr) == STG_STATUS_OK) {
      record_.reset(made);
    } else {
      record_ = read(own_.rules, json(record_.get()));
    }
  }

  Input in_;
  Side own_;
  Side twin_;
  Side version_;
  Owned<stg_record> record_;
  int64_t now_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Life(data, size).run();
  return 0;
}
