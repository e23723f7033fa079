// Text to tokens. Decides where a token ends, not what a literal is worth: see literals.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cel/common/environment.h"

namespace stagegraph::cel {

enum class TokenKind : uint8_t {
  kEnd,
  kIdent,        // keywords and reserved words too: after a dot they are names
  kQuotedIdent,  // `any.text`, quotes included in the range
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,  // prefix and quotes included in the range
  kDot,
  kComma,
  kColon,
  kQuestion,
  kOpenParen,
  kCloseParen,
  kOpenBracket,
  kCloseBracket,
  kOpenBrace,
  kCloseBrace,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kBang,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// All tokens of valid UTF-8, the last of kind kEnd. What is no token is reported and left out.
std::vector<Token> tokenize(std::string_view source, std::vector<Issue>& issues);

// A word that may not name anything, a field either, unless in back quotes: "in", "null", ...
bool is_keyword(std::string_view word);
// A word that may not name a variable or a function: "if", "while", ...
bool is_reserved(std::string_view word);

}  // namespace stagegraph::cel
