// SPDX-License-Identifier: Apache-2.0
// format(): a pattern is read from left to right, and each clause takes the next value of the list.
// The text is paid for as it grows, so that a pattern with a large precision or a deep value stops
// at the budget. Problems and a spent budget end the walk without exceptions: the first one is kept
// and nothing more is written.
#include "cel/functions/format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "cel/common/display.h"
#include "cel/common/text_offsets.h"
#include "cel/common/type_names.h"
#include "cel/functions/bounds.h"

namespace stagegraph::cel {
namespace {

constexpr int kDefaultPrecision = 6;
constexpr int kMaxPrecision = 100;

bool is_number(const Value& value) {
  return value.is(Kind::kInt) || value.is(Kind::kUint) || value.is(Kind::kDouble) ||
         value.is(Kind::kDecimal);
}

double number_of(const Value& value) {
  switch (value.kind()) {
    case Kind::kInt:
      return static_cast<double>(value.as_int());
    case Kind::kUint:
      return static_cast<double>(value.as_uint());
    case Kind::kDecimal:
      return value.as_decimal().to_double();
    default:
      return value.as_double();
  }
}

uint64_t magnitude(int64_t value) {
  return value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
}

std::string in_base(uint64_t value, int base) {
  std::array<char, 64> buffer{};
  auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, base);
  return {buffer.data(), end};
}

void to_upper(std::string& text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 0x20);
  }
}

class Formatter {
 public:
  Formatter(Runtime& runtime, std::string_view pattern, std::span<const Value> values)
      : runtime_(runtime), pattern_(pattern), values_(values) {}

  Value run() {
    while (at_ < pattern_.size() && problem_.empty()) {
      size_t percent = std::min(pattern_.find('%', at_), pattern_.size());
      append(pattern_.substr(at_, percent - at_));
      at_ = percent;
      if (at_ < pattern_.size()) clause();
    }
    if (spent_) return runtime_.spent();
    return problem_.empty() ? runtime_.text(out_) : runtime_.fail(problem_);
  }

 private:
  void fail(std::string message) {
    if (problem_.empty()) problem_ = std::move(message);
  }

  void append(std::string_view text) {
    if (spent_ || !runtime_.charge(text.size() + 1)) {
      spent_ = true;
      fail("spent");
      return;
    }
    out_ += text;
  }

  void clause() {
    ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == '%') {
      ++at_;
      return append("%");
    }
    int precision = kDefaultPrecision;
    if (!read_precision(precision))
      return fail("the precision in the format is no number or too large");
    if (at_ >= pattern_.size()) return fail("the format ends within a clause");
    char verb = pattern_[at_++];
    if (std::string_view("sdfebxXo").find(verb) == std::string_view::npos) {
      return fail("unrecognized formatting clause \"" + std::string(1, verb) + "\"");
    }
    if (next_ >= values_.size()) return fail("index " + std::to_string(next_) + " out of range");
    write(verb, values_[next_++], precision);
  }

  bool read_precision(int& precision) {
    if (at_ >= pattern_.size() || pattern_[at_] != '.') return true;
    const char* end = pattern_.data() + pattern_.size();
    auto [rest, error] = std::from_chars(pattern_.data() + at_ + 1, end, precision);
    at_ = static_cast<size_t>(rest - pattern_.data());
    return error == std::errc() && precision >= 0 && precision <= kMaxPrecision;
  }

  void write(char verb, const Value& value, int precision) {
    switch (verb) {
      case 's':
        return text(value);
      case 'd':
        return decimal(value);
      case 'f':
        return real(value, std::chars_format::fixed, precision);
      case 'e':
        return real(value, std::chars_format::scientific, precision);
      case 'b':
        return binary(value);
      case 'o':
        return integer(value, 8, false, "only integers can be formatted as octal");
      default:
        return hex(value, verb == 'X');
    }
  }

  void wrong_kind(std::string_view rule, const Value& value) {
    fail("error during formatting: " + std::string(rule) + ", was given " +
         std::string(type_name(value)));
  }

  void integer(const Value& value, int base, bool upper, std::string_view rule) {
    std::string digits;
    if (value.is(Kind::kInt)) {
      digits = (value.as_int() < 0 ? "-" : "") + in_base(magnitude(value.as_int()), base);
    } else if (value.is(Kind::kUint)) {
      digits = in_base(value.as_uint(), base);
    } else {
      return wrong_kind(rule, value);
    }
    if (upper) to_upper(digits);
    append(digits);
  }

  void binary(const Value& value) {
    if (value.is(Kind::kBool)) return append(value.as_bool() ? "1" : "0");
    integer(value, 2, false, "only integers and bools can be formatted as binary");
  }

  void decimal(const Value& value) {
    bool special = value.is(Kind::kDouble) && !std::isfinite(value.as_double());
    if (special || value.is(Kind::kDecimal)) return text(value);
    integer(value, 10, false, "decimal clause can only be used on integers");
  }

  void hex(const Value& value, bool upper) {
    if (!value.is(Kind::kString) && !value.is(Kind::kBytes)) {
      return integer(value, 16, upper,
                     "only integers, byte buffers, and strings can be formatted as hex");
    }
    std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    if (!runtime_.charge(value.as_text().size())) {
      spent_ = true;
      return fail("spent");
    }
    std::string out;
    for (char c : value.as_text()) {
      auto byte = static_cast<uint8_t>(c);
      out += digits[byte >> 4];
      out += digits[byte & 0xF];
    }
    append(out);
  }

  void real(const Value& value, std::chars_format format, int precision) {
    if (!is_number(value)) {
      bool fixed = format == std::chars_format::fixed;
      return wrong_kind(
          std::string(fixed ? "fixed-point" : "scientific") + " clause can only be used on doubles",
          value);
    }
    double number = number_of(value);
    if (!std::isfinite(number)) return append(format_double(number));
    std::array<char, 512> buffer{};  // 309 digits, sign, point and precision
    auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format, precision);
    append({buffer.data(), static_cast<size_t>(end - buffer.data())});
  }

  // ---- %s

  void text(const Value& value) {
    switch (value.kind()) {
      case Kind::kNull:
        return append("null");
      case Kind::kType:
        return append(name_of(value.as_type()));
      case Kind::kList:
        return list(value.as_list());
      case Kind::kMap:
        return map(value.as_map());
      default:
        break;
    }
    std::string out;
    if (!format_scalar(value, runtime_.zone, out)) {
      return wrong_kind("string clause can only be used on what has a text form", value);
    }
    append(out);
  }

  void list(const List& list) {
    append("[");
    for (size_t i = 0; i < list.items.size() && problem_.empty(); ++i) {
      if (i > 0) append(", ");
      text(list.items[i]);
    }
    append("]");
  }

  bool pay_for_sorting(const Map& map) {
    if (!runtime_.charge(map.entries.size())) return false;
    uint64_t longer = 0;
    for (const auto& [key, value] : map.entries) longer += comparison_cost(text_size(key));
    return runtime_.charge(multiply_sizes(longer, kComparisonsPerKey));
  }

  // Sorted by the keys' texts, so that equal maps print alike.
  void map(const Map& map) {
    if (!pay_for_sorting(map)) {
      spent_ = true;
      return fail("spent");
    }
    std::vector<std::pair<std::string, const Value*>> entries;
    for (const auto& [key, value] : map.entries) {
      std::string shown;
      format_scalar(key, nullptr, shown);
      entries.emplace_back(std::move(shown), &value);
    }
    std::sort(entries.begin(), entries.end());
    append("{");
    for (size_t i = 0; i < entries.size() && problem_.empty(); ++i) {
      append((i > 0 ? ", " : "") + entries[i].first + ": ");
      text(*entries[i].second);
    }
    append("}");
  }

  Runtime& runtime_;
  std::string_view pattern_;
  std::span<const Value> values_;
  size_t at_ = 0;
  size_t next_ = 0;
  bool spent_ = false;
  std::string out_;
  std::string problem_;
};

Value format(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kString) || !arguments[1].is(Kind::kList)) {
    return runtime.no_overload("format", arguments);
  }
  return Formatter(runtime, arguments[0].as_text(), arguments[1].as_list().items).run();
}

// The pattern's bytes one by one at worst, and each value's text, which hex digits pay twice.
uint64_t formatting(const BoundCall& call) {
  uint64_t shown = multiply_sizes(shown_bytes(second_of(call)), 2);
  return add_sizes(twice_the_bytes(call), shown);
}

Extent formatted(const BoundCall& call) {
  return text_extent(add_sizes(first_of(call).bytes, shown_bytes(second_of(call))));
}

}  // namespace

std::span<const Declaration> format_declarations() {
  static constexpr Declaration kTable[] = {
      {"format", Style::kMember, "string, list(dyn) -> string", format, formatting, formatted},
  };
  return kTable;
}

}  // namespace stagegraph::cel
