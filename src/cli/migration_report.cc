// SPDX-License-Identifier: Apache-2.0
// Changes of one kind are one line, whatever instants they are about.
#include "cli/migration_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace stagegraph::cli {

namespace {

constexpr size_t kShownIds = 3;

// What a reason is about: instants differ from record to record.
std::string kind_of(const stg::Reason& reason) {
  const std::string_view text = reason.text;
  const bool has_instants = reason.code == "due_changed" || reason.code == "deadline_new";
  if (!has_instants) return std::string(text);
  const std::string_view name = text.substr(0, text.find('\'', 1) + 1);
  return fmt::format("{} {}", name,
                     reason.code == "due_changed" ? "is due at another instant" : "is new");
}

std::string plural(size_t number) {
  return fmt::format("{} record{}", number, number == 1 ? "" : "s");
}

}  // namespace

void MigrationReport::note(Lines& lines, const std::string& what, std::string_view id,
                           std::string_view example) {
  Line& line = lines[what];
  if (line.records == 0) line.example = example;
  ++line.records;
  if (line.ids.size() < kShownIds) line.ids.emplace_back(id);
}

void MigrationReport::add(std::string_view id, const stg::Decision& decision) {
  if (decision.outcome() == stg::Outcome::kIgnored) {
    ++current_;
    return;
  }
  ++migrated_;
  for (const stg::Reason& reason : decision.reasons()) {
    note(changes_, kind_of(reason), id, reason.text);
  }
}

void MigrationReport::add(std::string_view id, const stg::Error& error) {
  ++refused_;
  if (error.diagnostics().empty()) note(questions_, error.what(), id, error.what());
  for (const stg::Diagnostic& question : error.diagnostics()) {
    note(questions_, question.path, id, question.message);
  }
}

std::string MigrationReport::text() const {
  std::string text =
      fmt::format("{}: {} migrated, {} of this version already, {} refused\n",
                  plural(migrated_ + current_ + refused_), migrated_, current_, refused_);
  const auto list = [&](std::string_view heading, const Lines& lines) {
    if (lines.empty()) return;
    text += fmt::format("\n{}\n", heading);
    for (const auto& [what, line] : lines) {
      text += fmt::format("{:>9}  {}\n{:>9}  such as {}\n", line.records, what, "",
                          fmt::join(line.ids, ", "));
      if (line.example != what)
        text += fmt::format("{:>9}  {}: {}\n", "", line.ids[0], line.example);
    }
  };
  list("What changes:", changes_);
  list("What is not answered:", questions_);
  return text;
}

std::string MigrationReport::json() const {
  const auto list = [](const Lines& lines) {
    boost::json::array array;
    for (const auto& [what, line] : lines) {
      boost::json::array ids(line.ids.begin(), line.ids.end());
      array.push_back({{"what", what},
                       {"records", line.records},
                       {"such_as", std::move(ids)},
                       {"example", line.example}});
    }
    return array;
  };
  boost::json::object object;
  object["records"] = migrated_ + current_ + refused_;
  object["migrated"] = migrated_;
  object["current"] = current_;
  object["refused"] = refused_;
  object["changes"] = list(changes_);
  object["questions"] = list(questions_);
  return boost::json::serialize(object) + "\n";
}

}  // namespace stagegraph::cli
