// `stagegraph run`: events in, decisions out.
#include <cstdio>

#include "cli/arguments.h"
#include "cli/events_file.h"
#include "cli/files.h"
#include "cli/json.h"
#include "cli/records_file.h"
#include "cli/rules.h"
#include "cli/tally.h"

namespace stagegraph::cli {

namespace {

class Run {
 public:
  explicit Run(const RunArguments& arguments)
      : arguments_(arguments),
        rules_(load_rules(arguments.rules)),
        until_(arguments.until.empty() ? stg::kNever : rules_.parse_time(arguments.until)),
        context_(rules_),
        clock_(rules_) {}

  int execute() {
    if (!arguments_.records.empty()) {
      read_records(rules_, arguments_.records, arguments_.ignore_columns, records_, problems_);
    }
    EventsFile events(rules_, arguments_.events, arguments_.ignore_columns);
    const std::vector<EventsFile::Place> places = events.order(problems_);
    if (must_stop()) return kBadUse;
    Output out(arguments_.out);
    for (const EventsFile::Place& place : places) {
      deliver(events, place, out);
      if (must_stop()) return kBadUse;
    }
    let_time_pass(out);
    out.close();
    if (must_stop()) return kBadUse;
    summarise();
    return kFine;
  }

 private:
  bool must_stop() const {
    if (!arguments_.strict || problems_.count() == 0) return false;
    std::fputs("stagegraph: stopped at a bad row, as --strict says\n", stderr);
    return true;
  }

  void deliver(EventsFile& events, const EventsFile::Place& place, Output& out) {
    if (place.at > until_) {
      ++tally_.events_after;
      return;
    }
    try {
      const Delivery delivery = events.read(place, context_);
      stg::Record& record = find_or_start(delivery);
      // At one instant events go before deadlines: time passes up to just before it.
      advance(record, delivery.at - 1, out);
      decision_.decide(record, delivery.event, delivery.at, context_, delivery.payload);
      keep(record, decision_, out);
      ++tally_.events;
    } catch (const stg::Error& error) {
      problems_.add(events.path(), place.line, error);
    }
  }

  stg::Record& find_or_start(const Delivery& delivery) {
    if (stg::Record* record = records_.find(delivery.record)) return *record;
    records_.add(stg::Record(rules_, delivery.record, delivery.at));
    return *records_.find(delivery.record);
  }

  void advance(stg::Record& record, stg::Instant now, Output& out) {
    due_.advance(record, now, clock_);
    for (size_t i = 0; i < due_.size(); ++i) keep(record, due_[i], out);
  }

  void keep(stg::Record& record, const stg::DecisionView& decision, Output& out) {
    record.apply(decision);
    tally_.add(decision);
    out.write(decision.to_json(line_));
    out.write("\n");
  }

  void let_time_pass(Output& out) {
    if (until_ == stg::kNever) return;
    for (stg::Record& record : records_.all()) {
      try {
        advance(record, until_, out);
      } catch (const stg::Error& error) {
        problems_.add(record.id(), error);
      }
    }
  }

  void summarise() {
    tally_.bad_rows = problems_.count();
    if (arguments_.json && !arguments_.out.empty()) {
      print_json(tally_.json(rules_, records_));
    } else {
      std::fputs(tally_.text(rules_, records_).c_str(), stderr);
    }
  }

  const RunArguments& arguments_;
  stg::Ruleset rules_;
  stg::Instant until_;
  stg::Context context_;  // of events
  stg::Context clock_;    // of what comes due: nobody sends it
  Records records_;
  Problems problems_;
  Tally tally_;
  stg::Decision decision_;
  stg::Decisions due_;
  stg::Buffer line_;
};

}  // namespace

int run(const RunArguments& arguments) {
  if (arguments.records == "-" && arguments.events == "-") {
    throw Unusable("only one of --records and --events can be standard input");
  }
  return Run(arguments).execute();
}

}  // namespace stagegraph::cli
