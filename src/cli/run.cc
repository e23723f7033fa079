// SPDX-License-Identifier: Apache-2.0
// `stagegraph run`: events in, decisions out.
#include <optional>
#include <utility>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/growth.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/player.h"
#include "cli/problems.h"
#include "cli/progress.h"
#include "cli/rules.h"
#include "cli/tally.h"

namespace stagegraph::cli {

namespace {

class Run : public PlayListener {
 public:
  explicit Run(const RunArguments& arguments)
      : arguments_(arguments),
        rules_(load_rules(arguments.rules, arguments.language)),
        progress_(arguments.quiet || is_on_terminal(arguments.out)) {}

  int execute() {
    const PlayOptions options{.records = arguments_.records,
                              .events = arguments_.events,
                              .until = arguments_.until,
                              .new_records = arguments_.new_records,
                              .strict = arguments_.strict,
                              .ignore_columns = arguments_.ignore_columns,
                              .migrate = arguments_.migrate,
                              .max_bytes = arguments_.max_bytes,
                              .max_due = arguments_.max_due};
    const Played played = play(rules_, options, *this, problems_, progress_);
    if (played.is_stopped) return kBadUse;
    out_->close();
    progress_.begin("", "");
    summarise(played);
    return problems_.any() && !arguments_.keep_going ? kNo : kFine;
  }

  void begins(stg::Instant end) override {
    growth_.emplace(rules_, end);
    out_.emplace(arguments_.out);
  }

  void decides(const stg::DecisionView& decision) override {
    tally_.add(decision);
    out_->write_line(decision.to_json(line_));
  }

  void advancing() override { bytes_ = out_->bytes(); }
  void advanced(stg::Instant now) override { growth_->add(now, out_->bytes() - bytes_); }

 private:
  void summarise(const Played& played) {
    tally_.events = played.events;
    tally_.events_after = played.events_after;
    tally_.bad_rows = problems_.bad_rows();
    tally_.failed_advances = problems_.stuck();
    if (arguments_.json) {
      print_json(tally_.json(rules_, played.records));
    } else if (!arguments_.quiet) {
      say(tally_.text(rules_, played.records));
    }
  }

  const RunArguments& arguments_;
  stg::Ruleset rules_;
  Problems problems_;
  Tally tally_;
  stg::Buffer line_;
  Progress progress_;
  std::optional<Growth> growth_;  // once it is known when time ends
  std::optional<Output> out_;     // once all files are read
  uint64_t bytes_ = 0;            // of the output, before the time of a record passes
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
