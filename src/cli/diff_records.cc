// SPDX-License-Identifier: Apache-2.0
// A record at a time, so that a file of any size costs no more than its own.
#include "cli/diff_records.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "cli/diff_lines.h"
#include "cli/files.h"
#include "cli/json.h"
#include "cli/rules.h"
#include "cli/table_file.h"

namespace stagegraph::cli {

namespace {

// One version, and somebody who may do anything.
struct Side {
  const stg::Ruleset& rules;
  stg::Context context;
  stg::Decision decision;
  stg::Decisions due;

  explicit Side(const stg::Ruleset& of) : rules(of), context(of) {
    std::vector<std::string_view> roles(of.role_count());
    for (stg::Index r = 0; r < roles.size(); ++r) roles[r] = of.role_name(r);
    context.set_actor("diff", roles);
    context.set_counters_complete(true);
  }

  void advance(stg::Record& record, stg::Instant now) {
    due.advance(record, now, context);
    for (uint32_t i = 0; i < due.size(); ++i) record.apply(due[i]);
  }
};

class RecordComparison {
 public:
  RecordComparison(const DiffInput& input, Problems& problems, Progress& progress)
      : input_(input),
        before_(input.before),
        after_(input.after),
        at_(time_or_now(input.after, input.at)),
        file_(input.records, {false, input.max_bytes}),
        problems_(problems),
        progress_(progress) {
    if (!file_.is_json()) {
      throw Unusable(input.records +
                     ": diff reads records as JSON Lines, as the library writes them. A CSV file "
                     "of records has no version");
    }
    for (stg::Index e = 0; e < input.before.event_count(); ++e) {
      const auto same = input.after.event_index(input.before.event_name(e));
      if (same) events_.emplace_back(e, *same);
    }
  }

  boost::json::object run() {
    progress_.begin("comparing", "records");
    TableRow row;
    while (file_.next(row)) {
      progress_.step([&] { return file_.share(); });
      if (row.problem.empty()) {
        compare(row);
      } else {
        problems_.add(file_.path(), row.line, row.problem);
      }
    }
    progress_.begin("", "");
    return json();
  }

 private:
  void compare(const TableRow& row) {
    try {
      stg::Record before = stg::Record::from_json(input_.before, row.json);
      if (before.behaviour() != input_.before.behaviour()) {
        ++other_version_;
        return;
      }
      compare_one(before, row.json);
    } catch (const stg::Error& error) {
      problems_.add(file_.path(), row.line, error);
    }
  }

  void compare_one(stg::Record& before, std::string_view json) {
    ++records_;
    try {
      after_.decision.migrate(json, at_, after_.context);
    } catch (const stg::Error& error) {
      return refuse(before.id(), error);
    }
    stg::Record after(after_.decision.record());
    before_.advance(before, at_);
    after_.advance(after, at_);
    differs_ = false;
    const std::string stage(input_.before.stage_name(before.stage()));
    compare_stage(before, after, stage);
    compare_due(before, after, stage);
    for (const auto& [event_before, event_after] : events_) {
      compare_answer(before, after, stage, event_before, event_after);
    }
    if (differs_) ++differing_;
  }

  void refuse(std::string_view id, const stg::Error& error) {
    ++refused_;
    if (error.diagnostics().empty()) questions_.add(error.what(), id);
    for (const stg::Diagnostic& question : error.diagnostics()) {
      questions_.add(question.path, id, question.message);
    }
  }

  void note(const std::string& what, std::string_view id, std::string_view example = {}) {
    differs_ = true;
    differences_.add(what, id, example);
  }

  void compare_stage(const stg::Record& before, const stg::Record& after,
                     const std::string& stage) {
    const std::string_view now = input_.after.stage_name(after.stage());
    if (input_.names.stage(stage) != now)
      note(fmt::format("in {}, not {}", now, stage), before.id());
  }

  void compare_due(const stg::Record& before, const stg::Record& after, const std::string& stage) {
    const stg::Instant old = before.next_due();
    const stg::Instant now = after.next_due();
    if (old == now) return;
    const auto shown = [&](stg::Instant at) {
      return at == stg::kNever ? std::string("never") : input_.after.format_time(at);
    };
    const std::string_view how = old == stg::kNever   ? "something is due"
                                 : now == stg::kNever ? "nothing is due"
                                 : now > old          ? "next due later"
                                                      : "next due earlier";
    note(fmt::format("{}: {}", stage, how), before.id(),
         fmt::format("due {}, not {}", shown(now), shown(old)));
  }

  void compare_answer(const stg::Record& before, const stg::Record& after, const std::string& stage,
                      stg::Index event_before, stg::Index event_after) {
    before_.decision.decide(before, event_before, at_, before_.context);
    after_.decision.decide(after, event_after, at_, after_.context);
    const std::string old = answer_of(before_.decision, input_.before, &input_.names);
    const std::string now = answer_of(after_.decision, input_.after, nullptr);
    if (old == now) return;
    note(fmt::format("{} in {}: {} → {}", input_.before.event_name(event_before), stage, old, now),
         before.id());
  }

  boost::json::object json() const {
    boost::json::object object;
    object["at"] = input_.after.format_time(at_);
    object["records"] = records_;
    object["differ"] = differing_;
    object["refused"] = refused_;
    object["other_version"] = other_version_;
    object["differences"] = differences_.json();
    object["questions"] = questions_.json();
    return object;
  }

  const DiffInput& input_;
  Side before_;
  Side after_;
  stg::Instant at_;
  TableFile file_;
  Problems& problems_;
  Progress& progress_;
  std::vector<std::pair<stg::Index, stg::Index>> events_;  // by old and by new index
  size_t records_ = 0;
  size_t differing_ = 0;
  size_t refused_ = 0;
  size_t other_version_ = 0;
  bool differs_ = false;  // the record at hand
  DiffLines differences_;
  DiffLines questions_;
};

}  // namespace

boost::json::object compare_records(const DiffInput& input, Problems& problems,
                                    Progress& progress) {
  return RecordComparison(input, problems, progress).run();
}

}  // namespace stagegraph::cli
