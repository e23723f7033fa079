// SPDX-License-Identifier: Apache-2.0
// `stagegraph run`: events in, decisions out.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/arguments.h"
#include "cli/due_budget.h"
#include "cli/due_queue.h"
#include "cli/events_file.h"
#include "cli/files.h"
#include "cli/growth.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/quota_book.h"
#include "cli/records_file.h"
#include "cli/rules.h"
#include "cli/tally.h"

namespace stagegraph::cli {

namespace {

class Run {
 public:
  explicit Run(const RunArguments& arguments)
      : arguments_(arguments),
        rules_(load_rules(arguments.rules, arguments.language)),
        until_(arguments.until.empty() ? stg::kNever : rules_.parse_time(arguments.until)),
        context_(rules_),
        clock_(rules_),
        budget_(arguments.max_due),
        quotas_(rules_, {&context_, &clock_}),
        progress_(arguments.quiet || is_on_terminal(arguments.out)) {}

  int execute() {
    const TableOptions options{arguments_.ignore_columns, arguments_.max_bytes};
    if (!arguments_.records.empty()) {
      read_records(rules_, arguments_.records, options, arguments_.new_records, records_, problems_,
                   progress_);
    }
    EventsFile events(rules_, arguments_.events, options);
    const std::vector<EventsFile::Place> places = events.order(records_, problems_, progress_);
    if (must_stop()) return kBadUse;
    const stg::Instant last = places.empty() ? until_ : std::min(places.back().at, until_);
    growth_.emplace(rules_, until_ == stg::kNever ? last : until_);
    Output out(arguments_.out);
    begin_records(places.empty() ? 0 : places.front().at - 1, out);
    if (!deliver_all(events, places, out)) return kBadUse;
    end(last, out);
    if (must_stop()) return kBadUse;
    out.close();
    progress_.begin("", "");
    summarise();
    return problems_.any() && !arguments_.keep_going ? kNo : kFine;
  }

 private:
  // False where a bad row stops the run.
  bool deliver_all(EventsFile& events, const std::vector<EventsFile::Place>& places, Output& out) {
    progress_.begin("delivering", "events");
    for (size_t i = 0; i < places.size(); ++i) {
      progress_.step([&] { return static_cast<double>(i) / static_cast<double>(places.size()); });
      deliver(events, places[i], out);
      if (must_stop()) return false;
    }
    return true;
  }

  // Lets time pass after the last event.
  void end(stg::Instant last, Output& out) {
    if (until_ == stg::kNever) return;
    progress_.begin("deciding", "due things");
    auto next = queue_.take(until_);
    const stg::Instant from = next ? std::min(last, next->second) : last;
    for (; next; next = queue_.take(until_)) {
      progress_.step([&] { return share_of_time(from, next->second); });
      try_to_advance(next->first, next->second, out);
    }
    for (size_t place = 0; place < records_.all().size(); ++place) {
      try_to_advance(place, until_, out);
    }
  }

  double share_of_time(stg::Instant from, stg::Instant now) const {
    const auto begin = static_cast<double>(from);
    return (static_cast<double>(now) - begin) / (static_cast<double>(until_) - begin + 1);
  }

  bool must_stop() const {
    if (!arguments_.strict || !problems_.any()) return false;
    say("stagegraph: stopped at a bad row, as --strict says\n");
    return true;
  }

  void deliver(EventsFile& events, const EventsFile::Place& place, Output& out) {
    if (place.at > until_) {
      ++tally_.events_after;
      return;
    }
    // At one instant events go before deadlines: time passes up to just before it, for every
    // record, so that quotas count what is true then.
    let_time_pass(place.at - 1, out);
    const size_t before = records_.all().size();
    try {
      const Delivery delivery = events.read(place, context_);
      const bool is_new = records_.find(delivery.record) == nullptr;
      const size_t number = is_new ? start(delivery) : place_of(delivery.record);
      advance(number, delivery.at - 1, out);  // what is not due at an instant: `auto`
      const stg::Record& record = records_.all()[number];
      if (quotas_.is_empty()) {
        decide(delivery, record);
        if (is_new) write(begun_, out);
        keep(number, decision_, out);
      } else {
        const stg::Record asked = asked_about(events, delivery, record);
        decide(delivery, record);
        if (is_new) write(begun_, out);
        if (uses_up(decision_.outcome())) quotas_.note(delivery.event, asked, delivery.at);
        keep(number, decision_, out);
      }
      budget_.renew(number);
      ++tally_.events;
    } catch (const stg::Error& error) {
      problems_.add(events.path(), place.line, error);
      if (records_.all().size() > before) withdraw_last();
    }
  }

  // A record does not start with an event that cannot be decided.
  void withdraw_last() {
    const size_t place = records_.all().size() - 1;
    queue_.put(place, stg::kNever);
    budget_.renew(place);
    quotas_.forget(place);
    records_.remove_last();
  }

  // The record with what the event carries: a key of a quota may be among that. Tells the context
  // how much of each quota is in use.
  stg::Record asked_about(const EventsFile& events, const Delivery& delivery,
                          const stg::Record& record) {
    stg::Record asked(record);
    if (delivery.event != stg::kNone) events.set_carried_facts(asked);
    quotas_.tell(record, delivery.at);
    quotas_.tell(asked, delivery.at);
    return asked;
  }

  // What was denied or refused uses nothing up.
  static bool uses_up(stg::Outcome outcome) {
    return outcome == stg::Outcome::kMoved || outcome == stg::Outcome::kStayed ||
           outcome == stg::Outcome::kPending;
  }

  void decide(const Delivery& delivery, const stg::Record& record) {
    if (delivery.event != stg::kNone) {
      decision_.decide(record, delivery.event, delivery.at, context_, delivery.payload);
    } else if (delivery.whole != nullptr) {
      decision_.decide(record, *delivery.whole, context_);
    } else if (delivery.approves) {
      decision_.approve(record, delivery.of, delivery.at, context_);
    } else {
      decision_.reject(record, delivery.of, delivery.at, context_);
    }
  }

  size_t place_of(std::string_view id) {
    return static_cast<size_t>(records_.find(id) - records_.all().data());
  }

  // Makes the event's record, which begins. That is written once the event is decided.
  size_t start(const Delivery& delivery) {
    stg::Record record(rules_, delivery.record, delivery.at);
    begun_.begin(record, delivery.at, context_);
    record.apply(begun_);
    records_.add(std::move(record));
    const size_t number = place_of(delivery.record);
    look_at(number, delivery.at);
    return number;
  }

  // Records of earlier versions are migrated before anything happens to anybody.
  void begin_records(stg::Instant now, Output& out) {
    for (size_t place = 0; place < records_.all().size(); ++place) {
      const stg::Record& record = records_.all()[place];
      if (arguments_.migrate && !is_current(record)) {
        migrate(place, now, out);
      } else {
        look_at(place, record.entered(record.stage()));
      }
    }
  }

  void migrate(size_t place, stg::Instant now, Output& out) {
    try {
      decision_.migrate(records_.all()[place].to_json(), now, context_);
      keep(place, decision_, out);
    } catch (const stg::Error& error) {
      problems_.add(records_.all()[place].id(), error);
    }
  }

  bool is_current(const stg::Record& record) const {
    return record.behaviour() == rules_.behaviour();
  }

  // Everything that comes due up to `limit`, whatever its record, in the order of time.
  void let_time_pass(stg::Instant limit, Output& out) {
    while (auto next = queue_.take(limit)) try_to_advance(next->first, next->second, out);
  }

  void try_to_advance(size_t place, stg::Instant now, Output& out) {
    try {
      advance(place, now, out);
    } catch (const stg::Error& error) {
      problems_.add(records_.all()[place].id(), error);
    }
  }

  void advance(size_t place, stg::Instant now, Output& out) {
    bool is_done = false;
    while (!is_done) {
      if (budget_.is_spent(place) && records_.all()[place].next_due() <= now) return give_up(place);
      if (!quotas_.is_empty()) quotas_.tell(records_.all()[place], now);
      is_done = take_due(place, now);
      const uint64_t before = out.bytes();
      for (uint32_t i = 0; i < due_.size(); ++i) keep_due(place, due_[i], out);
      growth_->add(now, out.bytes() - before);
    }
  }

  // The record stays as it is, and the others go on.
  void give_up(size_t place) {
    if (!budget_.give_up(place)) return;
    const stg::Record& record = records_.all()[place];
    problems_.add(
        record.id(),
        fmt::format("{} things came due since its last event, which took {} steps. It stays as it "
                    "is at {}. Look for deadlines that lead to each other, or give more by "
                    "--max-due",
                    budget_.decisions(place), budget_.steps(place),
                    rules_.format_time(record.next_due())));
  }

  void keep_due(size_t place, const stg::DecisionView& decision, Output& out) {
    budget_.spend(place, decision);
    for (const stg::Reason& reason : decision.reasons()) {
      if (reason.code == "endless") problems_.add(decision.record_id(), reason.text);
    }
    if (decision.outcome() == stg::Outcome::kMigrationRequired) {
      problems_.add(decision.record_id(),
                    "another version of the rules decided it last. --migrate puts it under these");
    }
    keep(place, decision, out);
  }

  // False: more is due than one call takes.
  bool take_due(size_t place, stg::Instant now) {
    try {
      due_.advance(records_.all()[place], now, clock_);
      return true;
    } catch (const stg::Error& error) {
      if (error.status() != stg::Status::kLimitExceeded || due_.empty()) throw;
      return false;
    }
  }

  void keep(size_t place, const stg::DecisionView& decision, Output& out) {
    records_.all()[place].apply(decision);
    look_at(place, decision.at());
    write(decision, out);
  }

  void write(const stg::DecisionView& decision, Output& out) {
    tally_.add(decision);
    out.write_line(decision.to_json(line_));
  }

  // A record is new or has changed.
  void look_at(size_t place, stg::Instant now) {
    const stg::Record& record = records_.all()[place];
    // What another version decided last comes due, and counts, under that version.
    if (!is_current(record)) return queue_.put(place, stg::kNever);
    queue_.put(place, record.next_due());
    quotas_.recount(record, place, now);
  }

  void summarise() {
    tally_.bad_rows = problems_.bad_rows();
    tally_.failed_advances = problems_.stuck();
    if (arguments_.json) {
      print_json(tally_.json(rules_, records_));
    } else if (!arguments_.quiet) {
      say(tally_.text(rules_, records_));
    }
  }

  const RunArguments& arguments_;
  stg::Ruleset rules_;
  stg::Instant until_;
  stg::Context context_;  // of events
  stg::Context clock_;    // of what comes due: nobody sends it
  Records records_;
  DueQueue queue_;
  DueBudget budget_;
  QuotaBook quotas_;
  Problems problems_;
  Tally tally_;
  stg::Decision begun_;
  stg::Decision decision_;
  stg::Decisions due_;
  stg::Buffer line_;
  Progress progress_;
  std::optional<Growth> growth_;  // once it is known when time ends
};

// Decisions that replace a file from which they follow would leave nothing to check them by.
void check_files(const RunArguments& arguments) {
  if (arguments.records == "-" && arguments.events == "-") {
    throw Unusable("only one of --records and --events can be standard input");
  }
  for (const auto& [what, input] : {std::pair("the ruleset", arguments.rules),
                                    {"--records", arguments.records},
                                    {"--events", arguments.events}}) {
    if (!input.empty()) check_is_no_output(input, what, arguments.out);
  }
}

void check_use(const RunArguments& arguments) {
  check_files(arguments);
  if (arguments.json && is_standard_output(arguments.out)) {
    throw Unusable(
        "--format json is the form of the summary, which needs --out FILE for the "
        "decisions: without it they are on standard output, as JSON Lines");
  }
}

}  // namespace

int run(const RunArguments& arguments) {
  check_use(arguments);
  return Run(arguments).execute();
}

}  // namespace stagegraph::cli
