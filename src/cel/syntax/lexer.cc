// SPDX-License-Identifier: Apache-2.0
// Text to tokens in one pass. The lexer only finds where a token ends. A character or quote that is
// wrong is reported and left out, and reading goes on behind it.
#include "cel/syntax/lexer.h"

#include <algorithm>
#include <array>
#include <string>
#include "base/ascii.h"

namespace stagegraph::cel {

using namespace time;
namespace {

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_word_start(c) || is_digit(c); }
// What may stand in back quotes.
bool is_quotable(char c) { return is_word(c) || c == '.' || c == '-' || c == '/' || c == ' '; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); }

struct Punctuation {
  std::string_view text;
  TokenKind kind;
};

// Two characters before one.
constexpr std::array<Punctuation, 24> kPunctuation = {{
    {"==", TokenKind::kEqual},        {"!=", TokenKind::kNotEqual},  {"<=", TokenKind::kLessEqual},
    {">=", TokenKind::kGreaterEqual}, {"&&", TokenKind::kAnd},       {"||", TokenKind::kOr},
    {"<", TokenKind::kLess},          {">", TokenKind::kGreater},    {".", TokenKind::kDot},
    {",", TokenKind::kComma},         {":", TokenKind::kColon},      {"?", TokenKind::kQuestion},
    {"(", TokenKind::kOpenParen},     {")", TokenKind::kCloseParen}, {"[", TokenKind::kOpenBracket},
    {"]", TokenKind::kCloseBracket},  {"{", TokenKind::kOpenBrace},  {"}", TokenKind::kCloseBrace},
    {"+", TokenKind::kPlus},          {"-", TokenKind::kMinus},      {"*", TokenKind::kStar},
    {"/", TokenKind::kSlash},         {"%", TokenKind::kPercent},    {"!", TokenKind::kBang},
}};

class Lexer {
 public:
  Lexer(std::string_view source, std::vector<Issue>& issues) : source_(source), issues_(issues) {}

  std::vector<Token> run() {
    for (skip_space(); at_ < source_.size(); skip_space()) next();
    add(TokenKind::kEnd, source_.size());
    return std::move(tokens_);
  }

 private:
  char peek(size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void add(TokenKind kind, size_t begin) {
    tokens_.push_back({kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(at_)});
  }

  void report(size_t begin, std::string message) {
    issues_.push_back({.code = "syntax",
                       .message = std::move(message),
                       .begin = static_cast<uint32_t>(begin),
                       .end = static_cast<uint32_t>(at_),
                       .replacement = {}});
  }

  void skip_space() {
    while (at_ < source_.size()) {
      if (is_space(source_[at_])) {
        ++at_;
      } else if (source_[at_] == '/' && peek(1) == '/') {
        at_ = std::min(source_.find('\n', at_), source_.size());
      } else {
        return;
      }
    }
  }

  void next() {
    if (text_literal()) return;
    if (is_word_start(peek())) return word();
    if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) return number();
    if (peek() == '`') return quoted_identifier();
    punctuation();
  }

  void word() {
    size_t begin = at_;
    while (is_word(peek())) ++at_;
    add(TokenKind::kIdent, begin);
  }

  void quoted_identifier() {
    size_t begin = at_++;
    while (is_quotable(peek())) ++at_;
    bool is_open = at_ == source_.size() || peek() == '\n';
    if (is_open) return report(begin, "a back-quoted name has no closing back quote");
    if (peek() != '`') {
      at_ = std::min(source_.find('`', at_), source_.size() - 1) + 1;
      return report(begin, "a back-quoted name has only letters, digits, spaces and _ . - /");
    }
    ++at_;
    if (at_ - begin == 2) return report(begin, "a back-quoted name is empty");
    add(TokenKind::kQuotedIdent, begin);
  }

  void punctuation() {
    for (const Punctuation& candidate : kPunctuation) {
      if (!source_.substr(at_).starts_with(candidate.text)) continue;
      size_t begin = at_;
      at_ += candidate.text.size();
      return add(candidate.kind, begin);
    }
    unexpected_character();
  }

  void unexpected_character() {
    size_t begin = at_++;
    while (at_ < source_.size() && (source_[at_] & 0xC0) == 0x80) ++at_;  // one code point
    std::string_view text = source_.substr(begin, at_ - begin);
    std::string hint;
    if (text == "=") hint = ". Equality is written '=='";
    if (text == "&") hint = ". 'and' is written '&&'";
    if (text == "|") hint = ". 'or' is written '||'";
    report(begin, "unexpected character '" + std::string(text) + "'" + hint);
  }

  void digits() {
    while (is_digit(peek())) ++at_;
  }

  bool exponent() {
    size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek() != 'e' && peek() != 'E') || !is_digit(peek(1 + sign))) return false;
    at_ += 1 + sign;
    digits();
    return true;
  }

  TokenKind number_kind() {
    if (peek() == '0' && peek(1) == 'x' && is_hex(peek(2))) {
      at_ += 2;
      while (is_hex(peek())) ++at_;
      return TokenKind::kInt;
    }
    digits();
    bool is_double = false;
    if (peek() == '.' && is_digit(peek(1))) {
      ++at_;
      digits();
      is_double = true;
    }
    if (exponent()) is_double = true;
    return is_double ? TokenKind::kDouble : TokenKind::kInt;
  }

  void number() {
    size_t begin = at_;
    TokenKind kind = number_kind();
    if (kind == TokenKind::kInt && (peek() == 'u' || peek() == 'U')) {
      ++at_;
      kind = TokenKind::kUint;
    }
    if (is_word(peek())) {
      while (is_word(peek())) ++at_;
      return report(begin, "'" + std::string(source_.substr(begin, at_ - begin)) +
                               "' is neither a number nor a name");
    }
    add(kind, begin);
  }

  // Reads a string or bytes literal if one begins here.
  bool text_literal() {
    size_t prefix = 0;
    bool bytes = peek() == 'b' || peek() == 'B';
    if (bytes) ++prefix;
    bool raw = peek(prefix) == 'r' || peek(prefix) == 'R';
    if (raw) ++prefix;
    char quote = peek(prefix);
    if (quote != '"' && quote != '\'') return false;
    size_t begin = at_;
    at_ += prefix;
    if (body(quote, raw)) {
      add(bytes ? TokenKind::kBytes : TokenKind::kString, begin);
    } else {
      report(begin, "a text has no closing quote");
    }
    return true;
  }

  bool body(char quote, bool raw) {
    bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    while (at_ < source_.size()) {
      if (!triple && (peek() == '\n' || peek() == '\r')) return false;
      if (peek() == '\\' && !raw) {
        at_ = std::min(at_ + 2, source_.size());
        continue;
      }
      if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
        at_ += triple ? 3 : 1;
        return true;
      }
      ++at_;
    }
    return false;
  }

  std::string_view source_;
  std::vector<Issue>& issues_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
};

constexpr std::array<std::string_view, 17> kReserved = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

constexpr std::array<std::string_view, 4> kKeywords = {"false", "in", "null", "true"};

}  // namespace

std::vector<Token> tokenize(std::string_view source, std::vector<Issue>& issues) {
  return Lexer(source, issues).run();
}

bool is_keyword(std::string_view word) {
  return std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end();
}

bool is_reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

}  // namespace stagegraph::cel
