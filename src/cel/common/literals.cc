// What literals are worth: escapes in text, integers in decimal and hex, doubles. The lexer has
// found where a literal ends, so that nothing here looks for its end.
#include "cel/common/literals.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/utf8.h"

namespace stagegraph::cel {
namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

char simple_escape(char c) {
  switch (c) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
    case '?':
    case '"':
    case '\'':
    case '`':
      return c;
    default:
      return '\0';
  }
}

class TextDecoder {
 public:
  explicit TextDecoder(std::string_view literal) {
    for (; literal.front() != '"' && literal.front() != '\''; literal.remove_prefix(1)) {
      char c = literal.front();
      raw_ = raw_ || c == 'r' || c == 'R';
      bytes_ = bytes_ || c == 'b' || c == 'B';
    }
    bool triple = literal.size() >= 6 && literal[1] == literal[0] && literal[2] == literal[0];
    size_t quotes = triple ? 3 : 1;
    body_ = literal.substr(quotes, literal.size() - 2 * quotes);
  }

  Expected<std::string> run() {
    if (raw_) return std::string(body_);
    while (at_ < body_.size()) {
      if (body_[at_] != '\\') {
        out_ += body_[at_++];
      } else if (!escape()) {
        return Error{Status::kInvalidExpression, problem_, {}};
      }
    }
    return std::move(out_);
  }

 private:
  bool fail(std::string message) {
    problem_ = std::move(message);
    return false;
  }

  bool escape() {
    char c = body_[at_ + 1];  // the lexer never ends a literal after a single backslash
    if (char simple = simple_escape(c)) {
      out_ += simple;
      at_ += 2;
      return true;
    }
    if (c >= '0' && c <= '3') return code(1, 3, 8);
    if (c == 'x' || c == 'X') return code(2, 2, 16);
    if ((c == 'u' || c == 'U') && bytes_) {
      return fail("\\u and \\U are not allowed in bytes. Write \\x or the character itself");
    }
    if (c == 'u') return code(2, 4, 16);
    if (c == 'U') return code(2, 8, 16);
    return fail("'\\" + std::string(1, c) + "' is not an escape. A backslash is written '\\\\'");
  }

  bool code(size_t skip, size_t count, uint32_t base) {
    uint32_t value = 0;
    for (size_t i = 0; i < count; ++i) {
      size_t place = at_ + skip + i;
      int digit = place < body_.size() ? digit_value(body_[place]) : 16;
      if (digit >= static_cast<int>(base)) {
        return fail("an escape needs " + std::to_string(count) + " digits");
      }
      value = value * base + static_cast<uint32_t>(digit);
    }
    at_ += skip + count;
    return append(value);
  }

  bool append(uint32_t value) {
    if (bytes_) {
      out_ += static_cast<char>(value);
      return true;
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
      return fail("an escape names no Unicode character");
    }
    append_code_point(out_, static_cast<char32_t>(value));
    return true;
  }

  std::string_view body_;
  bool raw_ = false;
  bool bytes_ = false;
  size_t at_ = 0;
  std::string out_;
  std::string problem_;
};

std::optional<uint64_t> magnitude(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  }
  uint64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The power of ten just above the number: 3 for 123, -1 for 0.012.
int64_t decimal_exponent(std::string_view literal) {
  size_t mark = std::min(literal.find_first_of("eE"), literal.size());
  std::string_view digits = literal.substr(0, mark);
  int64_t exponent = 0;
  if (mark < literal.size()) {
    std::string_view text = literal.substr(mark + 1);
    if (text.starts_with("+")) text.remove_prefix(1);
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc()) return text.starts_with("-") ? -1'000'000 : 1'000'000;
  }
  auto point = static_cast<int64_t>(std::min(digits.find('.'), digits.size()));
  auto first = static_cast<int64_t>(digits.find_first_of("123456789"));
  return exponent + (first < point ? point - first : point - first + 1);
}

}  // namespace

Expected<std::string> decode_text(std::string_view literal) { return TextDecoder(literal).run(); }

std::optional<int64_t> decode_int(std::string_view literal, bool negative) {
  std::optional<uint64_t> value = magnitude(literal);
  constexpr uint64_t kMax = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  if (!value || *value > kMax + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<int64_t>(negative ? ~*value + 1 : *value);
}

std::optional<uint64_t> decode_uint(std::string_view literal) {
  if (!literal.empty() && (literal.back() == 'u' || literal.back() == 'U')) {
    literal.remove_suffix(1);
  }
  return magnitude(literal);
}

double decode_double(std::string_view literal) {
  double value = 0;
  auto [end, error] = std::from_chars(literal.data(), literal.data() + literal.size(), value);
  if (error != std::errc::result_out_of_range) return value;
  return decimal_exponent(literal) > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    switch (c) {
      case '\a':
        out += "\\a";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\v':
        out += "\\v";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '"':
        out += "\\\"";
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}

}  // namespace stagegraph::cel
