// SPDX-License-Identifier: Apache-2.0
// `stagegraph decide`.
#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <iterator>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/rules.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

namespace {

// The decision in a few lines.
class Summary {
 public:
  Summary(const stg::Ruleset& rules, const stg::DecisionView& decision)
      : rules_(rules), decision_(decision) {}

  std::string text() {
    line(decision_.record_id(),
         fmt::format("{} at {}", what_happened(), rules_.format_time(decision_.at())));
    line("outcome", std::string(stg::name_of(decision_.outcome())));
    line("stage", stages());
    line("transition", std::string(decision_.transition()));
    for (const stg::Reason& reason : decision_.reasons()) {
      line("reason", fmt::format("{}: {}", reason.code, reason.text));
    }
    for (std::string_view name : decision_.needs()) line("needs", std::string(name));
    for (stg::Index fact : decision_.set()) {
      line("set",
           fmt::format("{} = {}", rules_.fact_name(fact), decision_.record().get_json(fact)));
    }
    for (const stg::Action& action : decision_.actions()) line("action", describe(action));
    for (const stg::Counter& counter : decision_.counters()) {
      const std::string used = counter.value < 0 ? "not given," : fmt::to_string(counter.value);
      line("counter", fmt::format("{}: {} of {}", counter.key, used, counter.limit));
    }
    for (const stg::Timer& timer : decision_.timers()) line("timer", describe(timer));
    if (decision_.next_due() != stg::kNever) {
      line("next due", rules_.format_time(decision_.next_due()));
    }
    line("sequence", std::to_string(decision_.sequence()));
    trace();
    return std::move(text_);
  }

 private:
  // Nothing where there is nothing to say.
  void line(std::string_view what, const std::string& value) {
    if (!value.empty()) fmt::format_to(std::back_inserter(text_), "{:<12}{}\n", what, value);
  }

  // An event by its name; somebody's word with what it is about, where that was found.
  std::string what_happened() const {
    const stg::Cause cause = decision_.cause();
    const std::string_view name = decision_.cause_name();
    const std::string_view word = cause == stg::Cause::kApprove  ? "approve"
                                  : cause == stg::Cause::kReject ? "reject"
                                                                 : "";
    const std::string_view gap = word.empty() || name.empty() ? "" : " ";
    return fmt::format("{}{}{}", word, gap, name);
  }

  std::string stages() const {
    std::string from(rules_.stage_name(decision_.from()));
    if (decision_.to() == stg::kNone) return from;
    return fmt::format("{} -> {}", from, rules_.stage_name(decision_.to()));
  }

  std::string describe(const stg::Action& action) const {
    std::string text = fmt::format("{} [{}]", action.name, action.id);
    for (const stg::Argument& argument : action.arguments) {
      text += fmt::format(" {}={}", argument.name, argument.json);
    }
    if (action.due != stg::kNever) text += " due " + rules_.format_time(action.due);
    return text;
  }

  std::string describe(const stg::Timer& timer) const {
    std::string text = fmt::format("{} {} {}", timer.name, timer.overdue ? "overdue since" : "due",
                                   rules_.format_time(timer.due));
    for (std::string_view flag : timer.flags) {
      if (flag != "overdue") text += fmt::format(" [{}]", flag);
    }
    return text;
  }

  void trace() {
    for (const stg::Traced& entry : decision_.trace()) {
      line("looked at", fmt::format("line {}: {} is {}", entry.line, entry.source, entry.json));
      for (const auto& [fact, json] : entry.facts) {
        line("", fmt::format("  {} = {}", rules_.fact_name(fact), json));
      }
    }
  }

  const stg::Ruleset& rules_;
  const stg::DecisionView& decision_;
  std::string text_;
};

stg::Instant instant_of(const stg::Ruleset& rules, const std::string& now,
                        const stg::Event& event) {
  if (!now.empty()) return rules.parse_time(now);
  if (event.at() != stg::kNever) return event.at();
  throw Unusable("when does it happen? Give --now, or the event's \"at\"");
}

// An approval or a rejection is decided at its own instant: `--now` becomes that.
stg::Event with_instant(const stg::Ruleset& rules, std::string_view json, const std::string& now) {
  boost::json::object event = boost::json::parse(json).get_object();
  event["at"] = now;
  return stg::Event(rules, boost::json::serialize(event));
}

stg::Event read_event(const stg::Ruleset& rules, const DecideArguments& arguments) {
  const std::string json = read_json_argument(arguments.event);
  stg::Event event(rules, json);
  if (event.index() != stg::kNone || arguments.now.empty()) return event;
  return with_instant(rules, json, arguments.now);
}

[[noreturn]] void fail_counters(const std::string& why) {
  throw Unusable("--counters: " + why +
                 ". Expected is how much of each quota is in use under each key, such as "
                 "{\"extended_leads\":{\"wu\":3}}");
}

void set_counters(const stg::Ruleset& rules, const std::string& json, stg::Context& context) {
  boost::system::error_code error;
  const boost::json::value counters = boost::json::parse(json, error);
  if (error || !counters.is_object()) fail_counters("this is no JSON object");
  for (const auto& [name, keys] : counters.get_object()) {
    const auto quota = rules.quota_index(std::string_view(name.data(), name.size()));
    if (!quota) fail_counters(fmt::format("the ruleset has no quota '{}'", std::string(name)));
    if (!keys.is_object()) fail_counters("the keys of a quota are an object");
    for (const auto& [key, used] : keys.get_object()) {
      if (!used.is_int64() || used.get_int64() < 0) fail_counters("a count is no whole number");
      context.set_counter(*quota, std::string_view(key.data(), key.size()), used.get_int64());
    }
  }
}

stg::Decision decide(const stg::Ruleset& rules, const stg::Record& record, const stg::Event& event,
                     const std::string& now, stg::Context& context) {
  const stg::Instant at = instant_of(rules, now, event);
  if (event.index() != stg::kNone) {
    return stg::decide(record, event.index(), at, context, event.payload());
  }
  stg::Decision decision;
  decision.decide(record, event, context);
  return decision;
}

}  // namespace

int decide(const DecideArguments& arguments) {
  stg::Ruleset rules = load_rules(arguments.rules, arguments.language);
  stg::Record record = stg::Record::from_json(rules, read_json_argument(arguments.record));
  const stg::Event event = read_event(rules, arguments);
  if (!event.record().empty() && event.record() != record.id()) {
    throw Unusable(
        fmt::format("the event is for record '{}', not '{}'", event.record(), record.id()));
  }
  stg::Context context(rules);
  context.set_event(event);
  context.set_trace(arguments.explain);
  if (!arguments.counters.empty()) {
    set_counters(rules, read_json_argument(arguments.counters), context);
  }
  const stg::Decision decision = decide(rules, record, event, arguments.now, context);
  print(arguments.json ? decision.to_json() + "\n" : Summary(rules, decision).text());
  return kFine;
}

}  // namespace stagegraph::cli
