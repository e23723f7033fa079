// SPDX-License-Identifier: Apache-2.0
#include "scenario/acceptance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "ruleset/value_json.h"

namespace stagegraph::scenario {

using namespace time;
using yaml::Node;
using yaml::ScalarStyle;

namespace {

bool is_on_one_line(const Node& node) { return node.range.begin.line == node.range.end.line; }

// What no reader of YAML takes for anything but text, in braces too. Bytes from 0x80 on are UTF-8.
bool is_plain_text(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords = {"true", "false", "null", "yes",
                                                      "no",   "on",    "off",  ""};
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  const auto is_inner = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/' || c == ' ';
  };
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (std::find(kWords.begin(), kWords.end(), lower) != kWords.end()) return false;
  return is_letter(text[0]) && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), is_inner);
}

std::string quoted(const std::string& text) {
  std::string out;
  JsonWriter(out).string(text);
  return out;
}

std::string json_of(const cel::Value& value, const Zone& zone) {
  std::string out;
  JsonWriter json(out);
  ruleset::write_value(json, value, &zone);
  return out;
}

}  // namespace

void Acceptance::refuse(std::string why) {
  edits.clear();
  if (obstacle.empty()) obstacle = std::move(why);
}

void Acceptance::replace(const Node& node, std::string text) {
  if (!obstacle.empty()) return;
  if (!is_on_one_line(node)) return refuse("it is written over several lines");
  const bool is_absent = node.range.begin == node.range.end;
  edits.push_back({node.range, (is_absent ? " " : "") + std::move(text)});
}

void Acceptance::write_text(const Node& node, const std::string& text) {
  if (!node.is_scalar()) return refuse("a text has come, and this is none");
  const bool can_be_single = text.find_first_of("'\n") == std::string::npos;
  if (node.style == ScalarStyle::kSingleQuoted && can_be_single) {
    replace(node, fmt::format("'{}'", text));
  } else {
    replace(node, node.is_plain() && is_plain_text(text) ? text : quoted(text));
  }
}

void Acceptance::write_instant(const Node& node, Instant at) {
  if (at == kNever) return write_null(node);
  if (!node.is_scalar()) return refuse("an instant has come, and this is none");
  const std::string text = instant_like(node.text, at);
  if (node.style == ScalarStyle::kSingleQuoted) return replace(node, fmt::format("'{}'", text));
  replace(node, node.is_plain() ? text : quoted(text));
}

// The whole instant, less what the author had left out: the offset, seconds, the time of day.
std::string Acceptance::instant_like(const std::string& written, Instant at) const {
  constexpr size_t kOffset = 6, kDay = 10;  // of "+08:00", "2026-03-09"
  std::string whole = format_instant(at, &zone_);
  if (parse_given_time(written, nullptr)) return whole;
  const bool is_null = written.find(':') == std::string::npos && written.size() != kDay;
  if (is_null || whole.size() < kDay + kOffset) return whole;
  std::string text = whole.substr(0, whole.size() - kOffset);
  if (std::count(written.begin(), written.end(), ':') < 2 && text.ends_with(":00"))
    text.resize(text.size() - 3);
  if (written.size() == kDay && text.ends_with("T00:00")) text.resize(kDay);
  if (written.size() > kDay && text.size() > kDay) text[kDay] = written[kDay];
  const auto again = parse_given_time(text, &zone_);
  return again && to_instant(*again) == at ? text : whole;
}

void Acceptance::write_value(const Node& node, const cel::Value& value) {
  if (value.is_unknown() || value.kind() == cel::Kind::kNull) return write_null(node);
  if (value.kind() == cel::Kind::kTimestamp && node.is_scalar())
    return write_instant(node, to_instant(value.as_timestamp()));
  const std::string json = json_of(value, zone_);
  if (json[0] != '"') return replace(node, json);
  auto text = parse_json(json);
  if (text) write_text(node, text->text);
}

void Acceptance::write_list(const Node& node, const std::vector<std::string>& expected,
                            const std::vector<std::string>& got) {
  if (got.size() != expected.size()) {
    return refuse(fmt::format("the list has another length, of {}: write it anew", got.size()));
  }
  for (size_t i = 0; i < got.size(); ++i) {
    if (got[i] != expected[i]) write_text(node.is_sequence() ? node.items[i] : node, got[i]);
  }
}

}  // namespace stagegraph::scenario
