// SPDX-License-Identifier: Apache-2.0
// Edits keep the author's style: a key is added before the first one of a map, on a line of its own
// or, between braces, with a comma. What was loaded is all there is: the text is not at hand.
#include "migrate/open_question.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace stagegraph::migrate {

using namespace ruleset;

namespace {

constexpr std::array<std::string_view, kSections> kKeys = {"stages", "deadlines", "facts", "events",
                                                           "requests"};

std::string_view key_of(Section section) { return kKeys[static_cast<size_t>(section)]; }

bool is_written(const Body& body) { return body.range.begin.line != 0; }

// Of maps and lists with something in them: between braces, the first key comes after the brace.
bool is_flow(const Body& body) { return body.first != body.range.begin; }

Edit insertion(Position at, std::string text) { return {{at, at}, std::move(text)}; }

std::string line_break(Position at) { return "\n" + std::string(at.column - 1, ' '); }

const Body& body_under(const Migration& entry, Section section) {
  switch (section) {
    case Section::kStages:
      return entry.stages_body;
    case Section::kDeadlines:
      return entry.deadlines_body;
    case Section::kFacts:
      return entry.facts_body;
    case Section::kEvents:
      return entry.events_body;
    case Section::kRequests:
      return entry.requests_body;
  }
  return entry.body;
}

// "stages: { a: b, c: d }"
std::string key_with(Section section, const std::vector<std::string>& answers) {
  if (section == Section::kRequests) return "requests: drop";
  return fmt::format("{}: {{ {} }}", key_of(section), fmt::join(answers, ", "));
}

class Placer {
 public:
  Placer(const Ruleset& old, const Ruleset& now, const Migration* entry)
      : old_(old), now_(now), entry_(entry) {}

  Diagnostics place(const std::vector<OpenQuestion>& questions) {
    for (const OpenQuestion& question : questions) {
      if (question.successor != nullptr) continue;
      auto& answers = answers_[static_cast<size_t>(question.section)];
      if (std::find(answers.begin(), answers.end(), question.answer) == answers.end())
        answers.push_back(question.answer);
    }
    Diagnostics list;
    for (const OpenQuestion& question : questions) list.push_back(place(question));
    return list;
  }

 private:
  Diagnostic place(const OpenQuestion& question) {
    Diagnostic found;
    found.code = question.code;
    found.severity = question.severity;
    found.file = now_.file;
    found.message = question.message;
    if (question.successor != nullptr) {
      found.range = question.successor->range;
      found.path = question.successor->path;
      found.edit = question.edit;
    } else {
      found.range = migrate_range();
      found.path = entry_ == nullptr ? "migrate" : entry_->location.path;
      found.edit = answer_edit(question);
    }
    return found;
  }

  Range migrate_range() const {
    if (entry_ != nullptr) return entry_->location.range;
    if (is_written(now_.migrate_body)) return now_.migrate_body.range;
    return {now_.body.range.end, now_.body.range.end};
  }

  std::optional<Edit> answer_edit(const OpenQuestion& question) {
    if (entry_ == nullptr) return take_turn(whole_given_, [&] { return whole_entry(); });
    const Body& body = body_under(*entry_, question.section);
    bool& is_given = section_given_[static_cast<size_t>(question.section)];
    if (!is_written(body)) {
      const auto& answers = answers_[static_cast<size_t>(question.section)];
      return take_turn(
          is_given, [&] { return added_key(entry_->body, key_with(question.section, answers)); });
    }
    if (question.section != Section::kRequests) return added_key(body, question.answer);
    return take_turn(is_given, [&] { return Edit{body.range, "drop"}; });
  }

  template <typename Make>
  static std::optional<Edit> take_turn(bool& is_given, Make&& make) {
    if (is_given) return std::nullopt;
    is_given = true;
    return make();
  }

  std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    if (!now_.migrations.empty()) keys.push_back(fmt::format("from: \"{}\"", earlier_version()));
    for (size_t i = 0; i < kSections; ++i) {
      if (!answers_[i].empty()) keys.push_back(key_with(static_cast<Section>(i), answers_[i]));
    }
    return keys;
  }

  // Only some texts need no escape, and a fingerprint never does.
  const std::string& earlier_version() const {
    const bool is_plain = old_.version.find_first_of("\"\\\n") == std::string::npos;
    return is_plain && !old_.version.empty() ? old_.version : old_.behaviour;
  }

  // A new entry: the first that fits counts, so it stands before the others.
  Edit whole_entry() const {
    const Body& list = now_.migrate_body;
    if (is_written(list) && list.first.line != 0) {
      if (is_flow(list))
        return insertion(list.first, fmt::format("{{ {} }}, ", fmt::join(keys(), ", ")));
      return insertion(list.range.begin,
                       fmt::format("- {}{}", fmt::join(keys(), line_break(list.range.begin) + "  "),
                                   line_break(list.range.begin)));
    }
    if (is_written(list)) return {list.range, fmt::format("[{{ {} }}]", fmt::join(keys(), ", "))};
    if (is_flow(now_.body))
      return added_key(now_.body, fmt::format("migrate: [{{ {} }}]", fmt::join(keys(), ", ")));
    return insertion(now_.body.range.end,
                     fmt::format("\nmigrate:\n  - {}", fmt::join(keys(), "\n    ")));
  }

  const Ruleset& old_;
  const Ruleset& now_;
  const Migration* entry_;
  std::array<std::vector<std::string>, kSections> answers_;
  std::array<bool, kSections> section_given_{};
  bool whole_given_ = false;
};

}  // namespace

Edit added_key(const Body& body, const std::string& text) {
  if (body.first.line == 0) return {body.range, fmt::format("{{ {} }}", text)};
  if (is_flow(body)) return insertion(body.first, text + ", ");
  return insertion(body.first, text + line_break(body.first));
}

Diagnostics placed(const std::vector<OpenQuestion>& questions, const Ruleset& old,
                   const Ruleset& now, const Migration* entry) {
  return Placer(old, now, entry).place(questions);
}

}  // namespace stagegraph::migrate
