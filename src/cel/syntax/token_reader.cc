// The cursor over the tokens and the errors found at it. Errors at one place are reported once, and
// a spent limit moves the cursor to the end, so that the parser finishes by itself.
#include "cel/syntax/token_reader.h"

#include <algorithm>

namespace stagegraph::cel {
namespace {

constexpr size_t kMaxIssues = 20;

bool opens(TokenKind kind) {
  return kind == TokenKind::kOpenParen || kind == TokenKind::kOpenBracket ||
         kind == TokenKind::kOpenBrace;
}

}  // namespace

bool closes(TokenKind kind) {
  return kind == TokenKind::kCloseParen || kind == TokenKind::kCloseBracket ||
         kind == TokenKind::kCloseBrace;
}

TokenReader::TokenReader(std::string_view source, std::vector<Issue>& issues)
    : source_(source), issues_(issues), tokens_(tokenize(source, issues)) {}

const Token& TokenReader::token(size_t ahead) const {
  return tokens_[std::min(position_ + ahead, tokens_.size() - 1)];
}

bool TokenReader::at_word(std::string_view word) const {
  return at(TokenKind::kIdent) && text(token()) == word;
}

Token TokenReader::take() {
  Token taken = token();
  if (taken.kind != TokenKind::kEnd) ++position_;
  last_end_ = taken.end;
  return taken;
}

bool TokenReader::accept(TokenKind kind) {
  if (!at(kind)) return false;
  take();
  return true;
}

void TokenReader::expect_close(TokenKind kind, std::string_view what) {
  if (accept(kind)) return;
  report("expected " + std::string(what) + ", found " + found());
  int depth = 0;
  while (!at(TokenKind::kEnd)) {
    bool is_closing = closes(token().kind);
    if (is_closing && depth == 0) break;
    depth += opens(token().kind) ? 1 : is_closing ? -1 : 0;
    take();
  }
  accept(kind);
}

std::string TokenReader::found() const {
  return at(TokenKind::kEnd) ? "the end" : "'" + std::string(text(token())) + "'";
}

BinaryOperator TokenReader::binary_operator() const {
  if (at_word("in")) return {Op::kIn, 3};
  switch (token().kind) {
    case TokenKind::kOr:
      return {Op::kOr, 1};
    case TokenKind::kAnd:
      return {Op::kAnd, 2};
    case TokenKind::kEqual:
      return {Op::kEqual, 3};
    case TokenKind::kNotEqual:
      return {Op::kNotEqual, 3};
    case TokenKind::kLess:
      return {Op::kLess, 3};
    case TokenKind::kLessEqual:
      return {Op::kLessEqual, 3};
    case TokenKind::kGreater:
      return {Op::kGreater, 3};
    case TokenKind::kGreaterEqual:
      return {Op::kGreaterEqual, 3};
    case TokenKind::kPlus:
      return {Op::kAdd, 4};
    case TokenKind::kMinus:
      return {Op::kSubtract, 4};
    case TokenKind::kStar:
      return {Op::kMultiply, 5};
    case TokenKind::kSlash:
      return {Op::kDivide, 5};
    case TokenKind::kPercent:
      return {Op::kModulo, 5};
    default:
      return {};
  }
}

void TokenReader::report(const Token& where, std::string message, std::string code) {
  bool again = !issues_.empty() && issues_.back().begin == where.begin;
  if (stopped_ || again || issues_.size() >= kMaxIssues) return;
  issues_.push_back({.code = std::move(code),
                     .message = std::move(message),
                     .begin = where.begin,
                     .end = where.end,
                     .replacement = {}});
}

void TokenReader::stop(std::string message) {
  report(token(), std::move(message), "limit");
  stopped_ = true;
  position_ = tokens_.size() - 1;
}

}  // namespace stagegraph::cel
