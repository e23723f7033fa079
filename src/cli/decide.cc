// `stagegraph decide`.
#include <fmt/format.h>

#include <iterator>

#include "cli/arguments.h"
#include "cli/files.h"
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
         fmt::format("{} at {}", decision_.cause_name(), rules_.format_time(decision_.at())));
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

  std::string stages() const {
    std::string from(rules_.stage_name(decision_.from()));
    if (decision_.to() == stg::kNone) return from;
    return fmt::format("{} -> {}", from, rules_.stage_name(decision_.to()));
  }

  static std::string describe(const stg::Action& action) {
    std::string text = fmt::format("{} [{}]", action.name, action.id);
    for (const stg::Argument& argument : action.arguments) {
      text += fmt::format(" {}={}", argument.name, argument.json);
    }
    return text;
  }

  std::string describe(const stg::Timer& timer) const {
    return fmt::format("{} {} {}", timer.name, timer.overdue ? "overdue since" : "due",
                       rules_.format_time(timer.due));
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

}  // namespace

int decide(const DecideArguments& arguments) {
  stg::Ruleset rules = load_rules(arguments.rules);
  stg::Record record = stg::Record::from_json(rules, read_json_argument(arguments.record));
  stg::Event event(rules, read_json_argument(arguments.event));
  if (!event.record().empty() && event.record() != record.id()) {
    throw Unusable(
        fmt::format("the event is for record '{}', not '{}'", event.record(), record.id()));
  }
  stg::Context context(rules);
  context.set_event(event);
  context.set_trace(arguments.explain);
  stg::Decision decision = stg::decide(
      record, event.index(), instant_of(rules, arguments.now, event), context, event.payload());
  print(arguments.json ? decision.to_json() + "\n" : Summary(rules, decision).text());
  return kFine;
}

}  // namespace stagegraph::cli
