// SPDX-License-Identifier: Apache-2.0
// The library says what to write where. A file is edited from its end, so that the places before an
// edit stay valid.
#include "cli/accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/output.h"

namespace stagegraph::cli {

namespace json = boost::json;

namespace {

struct Place {
  uint64_t line = 0;
  uint64_t column = 0;
};

Place place_in(const json::object& object, const std::string& prefix) {
  return {object.at(prefix + "line").to_number<uint64_t>(),
          object.at(prefix + "column").to_number<uint64_t>()};
}

std::string text_in(const json::object& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

// The byte at a line and a column of code points.
size_t offset_of(std::string_view text, const Place& place) {
  size_t at = 0;
  for (uint64_t line = 1; line < place.line; ++line) at = text.find('\n', at) + 1;
  for (uint64_t column = 1; column < place.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  }
  return at;
}

struct Edit {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

class FileEditor {
 public:
  explicit FileEditor(std::string file, json::array& changes)
      : file_(std::move(file)), text_(read_all(file_, kMostRulesBytes)), changes_(changes) {}

  void add(const json::object& failure) {
    if (const json::value* obstacle = failure.if_contains("obstacle")) {
      json::object change = change_at(failure, failure);
      change["obstacle"] = *obstacle;
      changes_.push_back(std::move(change));
      return;
    }
    for (const json::value& one : failure.at("edits").as_array()) add(failure, one.as_object());
  }

  void write() {
    if (edits_.empty()) return;
    std::sort(edits_.begin(), edits_.end(),
              [](const Edit& a, const Edit& b) { return a.begin > b.begin; });
    for (const Edit& edit : edits_) text_.replace(edit.begin, edit.end - edit.begin, edit.text);
    Output out(file_);
    out.write(text_);
    out.close();
  }

 private:
  json::object change_at(const json::object& failure, const json::object& place) const {
    json::object change;
    change["file"] = file_;
    change["line"] = place.at("line");
    change["column"] = place.at("column");
    change["key"] = failure.at("key");
    return change;
  }

  void add(const json::object& failure, const json::object& edit) {
    const size_t begin = offset_of(text_, place_in(edit, ""));
    const size_t end = offset_of(text_, place_in(edit, "end_"));
    json::object change = change_at(failure, edit);
    change["was"] = text_.substr(begin, end - begin);
    change["is"] = edit.at("text");
    changes_.push_back(std::move(change));
    edits_.push_back({begin, end, text_in(edit, "text")});
  }

  const std::string file_;
  std::string text_;
  json::array& changes_;
  std::vector<Edit> edits_;
};

void accept_file(const json::object& file, json::array& changes) {
  std::vector<const json::object*> failures;
  for (const json::value& test : file.at("cases").as_array()) {
    for (const json::value& failure : test.at("failures").as_array())
      failures.push_back(&failure.as_object());
  }
  if (failures.empty()) return;
  FileEditor editor(text_in(file, "file"), changes);
  for (const json::object* failure : failures) editor.add(*failure);
  editor.write();
}

}  // namespace

json::array accept(std::string_view report) {
  json::array changes;
  const json::value parsed = json::parse(report);
  for (const json::value& file : parsed.at("files").as_array())
    accept_file(file.as_object(), changes);
  return changes;
}

std::string accepted_text(const json::array& changes) {
  std::string text;
  for (const json::value& one : changes) {
    const json::object& change = one.as_object();
    const Place place = place_in(change, "");
    const std::string key = text_in(change, "key");
    text += fmt::format("{}:{}:{}: ", text_in(change, "file"), place.line, place.column);
    if (!key.empty()) text += key + ": ";
    text += change.contains("obstacle")
                ? fmt::format("not accepted, {}\n", text_in(change, "obstacle"))
                : fmt::format("{} → {}\n", text_in(change, "was"), text_in(change, "is"));
  }
  return text;
}

}  // namespace stagegraph::cli
