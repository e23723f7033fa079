// SPDX-License-Identifier: Apache-2.0
// The decisions of the old version are kept in a few words each, and taken out again as those of
// the new one come.
#include "cli/diff_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "cli/diff_lines.h"

namespace stagegraph::cli {

namespace {

constexpr size_t kShownRecords = 20;

bool is_made_by_time(stg::Cause cause) {
  switch (cause) {
    case stg::Cause::kDeadline:
    case stg::Cause::kReminder:
    case stg::Cause::kCadence:
    case stg::Cause::kAuto:
    case stg::Cause::kExpiry:
      return true;
    default:
      return false;
  }
}

// What a decision is about: an event, a deadline, a touch. In the names of the new version.
std::string cause_of(const stg::DecisionView& decision, const DiffNames* names) {
  const std::string_view name = decision.cause_name();
  std::string cause(name);
  if (names != nullptr && is_made_by_time(decision.cause())) cause = names->deadline(name);
  if (decision.cause() == stg::Cause::kBegin) {
    cause = "begins in " + (names == nullptr ? cause : names->stage(name));
  }
  if (cause.empty()) cause = "by itself";
  if (!decision.reminder().empty()) cause += fmt::format(" (reminder {})", decision.reminder());
  return cause;
}

struct Answer {
  stg::Instant at = 0;
  bool is_due = false;  // nobody sent it: it may come at another instant and be the same
  std::string cause;
  std::string answer;
};

using Answers = std::map<std::string, std::vector<Answer>, std::less<>>;  // by record

class Listener : public PlayListener {
 public:
  Listener(const stg::Ruleset& rules, const DiffNames* names) : rules_(rules), names_(names) {}

  void begins(stg::Instant end) override { (void)end; }

  void decides(const stg::DecisionView& decision) override {
    if (decision.cause() == stg::Cause::kMigration) return;
    auto found = answers_.find(decision.record_id());
    if (found == answers_.end()) {
      found = answers_.emplace(std::string(decision.record_id()), std::vector<Answer>()).first;
    }
    const bool is_due = is_made_by_time(decision.cause());
    found->second.push_back(
        {decision.at(), is_due, cause_of(decision, names_), answer_of(decision, rules_, names_)});
  }

  Answers take() { return std::move(answers_); }

 private:
  const stg::Ruleset& rules_;
  const DiffNames* names_;  // null: they are those of the new version
  Answers answers_;
};

class HistoryComparison {
 public:
  explicit HistoryComparison(const stg::Ruleset& rules) : rules_(rules) {}

  void compare(const std::string& record, const std::vector<Answer>& before,
               const std::vector<Answer>& after) {
    ++records_;
    old_ += before.size();
    new_ += after.size();
    std::vector<std::string> kinds;
    first_.reset();
    pair(before, after, kinds);
    if (!first_) return;
    ++differing_;
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    for (const std::string& kind : kinds) differences_.add(kind, record);
    if (first_differences_.size() < kShownRecords) {
      first_differences_.push_back({{"record", record},
                                    {"at", rules_.format_time(first_->first)},
                                    {"what", first_->second}});
    }
  }

  boost::json::object json(const Played& before, const Played& after) const {
    boost::json::object object;
    object["records"] = records_;
    object["events"] = before.events;
    object["events_new"] = after.events;
    object["decisions"] = {{"old", old_}, {"new", new_}};
    object["other_answer"] = other_answer_;
    object["other_time"] = other_time_;
    object["only_old"] = only_old_;
    object["only_new"] = only_new_;
    object["differ"] = differing_;
    object["differences"] = differences_.json();
    object["first_differences"] = first_differences_;
    return object;
  }

 private:
  using Key = std::pair<stg::Instant, std::string_view>;

  static Key key_of(const Answer& answer) { return {answer.is_due ? 0 : answer.at, answer.cause}; }

  void pair(const std::vector<Answer>& before, const std::vector<Answer>& after,
            std::vector<std::string>& kinds) {
    std::map<Key, std::vector<const Answer*>> olds;
    for (const Answer& answer : before) olds[key_of(answer)].push_back(&answer);
    std::map<Key, size_t> used;
    for (const Answer& now : after) {
      const auto found = olds.find(key_of(now));
      const size_t place = used[key_of(now)]++;
      if (found == olds.end() || place >= found->second.size()) {
        ++only_new_;
        note(now.at, fmt::format("{}: only under the new version, {}", now.cause, now.answer),
             kinds);
      } else {
        pair(*found->second[place], now, kinds);
      }
    }
    for (const auto& [key, answers] : olds) {
      const auto found = used.find(key);
      for (size_t i = found == used.end() ? 0 : found->second; i < answers.size(); ++i) {
        ++only_old_;
        note(answers[i]->at,
             fmt::format("{}: only under the old version, {}", answers[i]->cause,
                         answers[i]->answer),
             kinds);
      }
    }
  }

  void pair(const Answer& old, const Answer& now, std::vector<std::string>& kinds) {
    if (old.answer != now.answer) {
      ++other_answer_;
      note(std::min(old.at, now.at), fmt::format("{}: {} → {}", now.cause, old.answer, now.answer),
           kinds);
    } else if (old.at != now.at) {
      ++other_time_;
      note(std::min(old.at, now.at),
           fmt::format("{}: {}, {}", now.cause, now.at > old.at ? "later" : "earlier", now.answer),
           kinds);
    }
  }

  void note(stg::Instant at, std::string what, std::vector<std::string>& kinds) {
    kinds.push_back(what);
    if (!first_ || at < first_->first) first_.emplace(at, std::move(what));
  }

  const stg::Ruleset& rules_;
  size_t records_ = 0;
  size_t differing_ = 0;
  size_t old_ = 0;
  size_t new_ = 0;
  size_t other_answer_ = 0;
  size_t other_time_ = 0;
  size_t only_old_ = 0;
  size_t only_new_ = 0;
  std::optional<std::pair<stg::Instant, std::string>> first_;  // of the record at hand
  DiffLines differences_;
  boost::json::array first_differences_;
};

}  // namespace

boost::json::object compare_history(const stg::Ruleset& before, const stg::Ruleset& after,
                                    const DiffNames& names, const PlayOptions& options,
                                    Problems& problems, Progress& progress) {
  Listener old(before, &names);
  Listener now(after, nullptr);
  const Played old_play = play(before, options, old, problems, progress);
  PlayOptions migrating = options;
  migrating.migrate = true;
  const Played new_play = play(after, migrating, now, problems, progress);
  progress.begin("", "");
  const Answers olds = old.take();
  const Answers nows = now.take();
  static const std::vector<Answer> kNone;
  HistoryComparison comparison(after);
  for (const auto& [record, answers] : olds) {
    const auto found = nows.find(record);
    comparison.compare(record, answers, found == nows.end() ? kNone : found->second);
  }
  for (const auto& [record, answers] : nows) {
    if (!olds.contains(record)) comparison.compare(record, kNone, answers);
  }
  return comparison.json(old_play, new_play);
}

}  // namespace stagegraph::cli
