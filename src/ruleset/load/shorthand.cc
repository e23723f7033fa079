// SPDX-License-Identifier: Apache-2.0
// Each entry of the map becomes one comparison in CEL, joined by &&. The type of the variable says
// how its value is written in CEL: 500, "x", date("2026-03-01").
#include "ruleset/load/shorthand.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ruleset/duration_text.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

using cel::Type;
using cel::TypeKind;
using cel::Value;

constexpr std::array<std::string_view, 6> kOperators = {">=", "<=", "==", "!=", ">", "<"};

// One test of one variable.
struct Test {
  std::string name;
  Type type;
  DocPlace place;
};

std::string_view trim(std::string_view text) {
  size_t first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_ordered(TypeKind kind) {
  constexpr std::array kKinds = {TypeKind::kInt,       TypeKind::kDouble, TypeKind::kDecimal,
                                 TypeKind::kTimestamp, TypeKind::kDate,   TypeKind::kDuration};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else {
      out += c;
    }
  }
  return out + '"';
}

// A value of the type as CEL has it.
std::string literal_text(const Value& value) {
  switch (value.kind()) {
    case cel::Kind::kBool:
      return value.as_bool() ? "true" : "false";
    case cel::Kind::kInt:
      return fmt::format("{}", value.as_int());
    case cel::Kind::kDecimal:
      return value.as_decimal().to_string();
    case cel::Kind::kTimestamp:
      return fmt::format("timestamp({})", quote(format_timestamp(value.as_timestamp(), nullptr)));
    case cel::Kind::kDate:
      return fmt::format("date({})", quote(format_date(value.as_date())));
    case cel::Kind::kDuration:
      return fmt::format("duration({})", quote(format_duration(value.as_duration())));
    default:
      return quote(value.as_text());
  }
}

std::nullopt_t mismatch(Loader& loader, const Test& test, const DocPlace& place,
                        std::string_view text) {
  bool is_enum = test.type.kind == TypeKind::kEnum;
  loader.findings.unknown(is_enum ? "enum-value" : "type-mismatch", place.range(), place.path,
                          fmt::format("'{}' is not {}", text, describe(test.type)), text,
                          is_enum ? test.type.members.all() : std::vector<std::string>());
  return std::nullopt;
}

// For a variable whose type is not known yet: what the value looks like in YAML, or, of a part of a
// text, what it reads as.
std::string guess_literal(const DocPlace& place, std::string_view text) {
  if (text == place.node->text) {
    bool boolean = false;
    int64_t number = 0;
    bool is_literal = yaml::is_bool(*place.node, boolean) || yaml::is_int(*place.node, number);
    return is_literal ? place.node->text : quote(text);
  }
  const bool is_number = Decimal::parse(text).has_value();
  return is_number || text == "true" || text == "false" ? std::string(text) : quote(text);
}

// The CEL literal that `text` is for the variable's type.
std::optional<std::string> to_literal(Loader& loader, const Test& test, const DocPlace& place,
                                      std::string_view text) {
  if (!test.type.parameters.empty()) {
    loader.findings.error("wrong-shape", place,
                          fmt::format("'{}' is {}: test it in CEL, such as \"x\" in {}", test.name,
                                      describe(test.type), test.name));
    return std::nullopt;
  }
  if (test.type.kind == TypeKind::kDyn) return guess_literal(place, text);
  Arena arena;
  Expected<Value> value = value_from_text(text, test.type, *loader.ruleset.zone, arena);
  if (!value) return mismatch(loader, test, place, text);
  if (value->is(cel::Kind::kDouble)) return std::string(text);
  return literal_text(*value);
}

std::optional<std::string> compared(Loader& loader, const Test& test, std::string_view op,
                                    std::string_view text) {
  std::optional<std::string> literal = to_literal(loader, test, test.place, trim(text));
  if (!literal) return std::nullopt;
  return fmt::format("{} {} {}", test.name, op, *literal);
}

// The two dots of a range. A text that has them at an end, or has three, is none.
std::optional<size_t> find_range(const Test& test, std::string_view text) {
  const size_t dots = text.find("..");
  if (dots == text.npos) return std::nullopt;
  if (is_ordered(test.type.kind)) return dots;
  if (test.type.kind != TypeKind::kString && test.type.kind != TypeKind::kDyn) return std::nullopt;
  const std::string_view last = trim(text.substr(dots + 2));
  if (trim(text.substr(0, dots)).empty() || last.empty() || last.front() == '.') {
    return std::nullopt;
  }
  return dots;
}

// Texts are compared byte by byte, as CEL does.
bool is_empty_range(Loader& loader, const Test& test, std::string_view text, size_t dots) {
  if (test.type.kind != TypeKind::kString) return false;
  if (trim(text.substr(0, dots)) <= trim(text.substr(dots + 2))) return false;
  loader.findings.error("invalid-value", test.place,
                        fmt::format("no text lies in the range '{}'. Swap its ends, or write "
                                    "'== {}' for this very text",
                                    text, text));
  return true;
}

std::optional<std::string> lower_range(Loader& loader, const Test& test, std::string_view text,
                                       size_t dots) {
  if (is_empty_range(loader, test, text, dots)) return std::nullopt;
  std::optional<std::string> from = compared(loader, test, ">=", text.substr(0, dots));
  std::optional<std::string> to = compared(loader, test, "<=", text.substr(dots + 2));
  if (!from || !to) return std::nullopt;
  return fmt::format("{} && {}", *from, *to);
}

std::optional<std::string> lower_list(Loader& loader, const Test& test) {
  std::string list;
  bool complete = true;
  for (const DocPlace& item : read_items(loader.findings, test.place)) {
    std::optional<std::string> text = read_text(loader.findings, item);
    std::optional<std::string> literal =
        text ? to_literal(loader, test, item, *text) : std::nullopt;
    complete &= literal.has_value();
    list += fmt::format("{}{}", list.empty() ? "" : ", ", literal.value_or(""));
  }
  if (!complete) return std::nullopt;
  return fmt::format("{} in [{}]", test.name, list);
}

std::optional<std::string> lower_scalar(Loader& loader, const Test& test) {
  std::string_view text = test.place.node->text;
  if (text == "known" && test.place.node->is_plain()) return fmt::format("known({})", test.name);
  for (std::string_view op : kOperators) {
    if (text.starts_with(op)) return compared(loader, test, op, text.substr(op.size()));
  }
  if (const auto dots = find_range(test, text)) return lower_range(loader, test, text, *dots);
  return compared(loader, test, "==", text);
}

std::optional<std::string> lower_test(Loader& loader, const Test& test) {
  if (test.type.kind == TypeKind::kError) return std::nullopt;
  if (test.place.node->is_sequence()) return lower_list(loader, test);
  if (!read_text(loader.findings, test.place)) return std::nullopt;
  return lower_scalar(loader, test);
}

std::optional<Type> type_of_key(Loader& loader, const DocPlace& place, const Scope& scope) {
  const std::string& name = place.key->text;
  std::optional<Type> type = loader.expressions.variable_type(name, scope);
  if (type || loader.findings.is_full()) return type;
  loader.findings.unknown("unknown-name", place.key->range, place.path,
                          fmt::format("there is no fact '{}'", name), name,
                          loader.expressions.variable_names(scope));
  return std::nullopt;
}

}  // namespace

std::optional<SourceText> lower_shorthand(Loader& loader, const DocPlace& place,
                                          const Scope& scope) {
  SourceText source;
  bool complete = !place.node->entries.empty();
  if (!complete) {
    loader.findings.error("missing-value", place,
                          "this map holds no test. For 'always', leave the condition out");
  }
  for (const DocPlace& entry : read_entries(loader.findings, place)) {
    std::optional<Type> type = type_of_key(loader, entry, scope);
    std::optional<std::string> test;
    if (type) test = lower_test(loader, {entry.key->text, *type, entry});
    complete &= test.has_value();
    if (!source.text().empty()) source.add_glue(" && ");
    source.add_made(*entry.node, test.value_or("true"));
  }
  if (!complete) return std::nullopt;
  return source;
}

}  // namespace stagegraph::ruleset
