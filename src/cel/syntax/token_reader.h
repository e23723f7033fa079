// The tokens of an expression one after another, and reports of what is wrong with them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cel/syntax/ast.h"
#include "cel/syntax/lexer.h"

namespace stagegraph::cel {

bool closes(TokenKind kind);  // a bracket of any form

struct BinaryOperator {
  Op op = Op::kNone;
  int precedence = 0;  // from 1, of ||, to 5. 0: it is none
};

class TokenReader {
 public:
  // `source` and `issues` must outlive the reader.
  TokenReader(std::string_view source, std::vector<Issue>& issues);

  // The next token, or one further on. Behind the last there is kEnd for ever.
  const Token& token(size_t ahead = 0) const;
  bool at(TokenKind kind) const { return token().kind == kind; }
  bool at_word(std::string_view word) const;
  BinaryOperator binary_operator() const;  // what the next token is between two operands
  Token take();
  bool accept(TokenKind kind);
  // Takes the closing token of the brackets we are in. Reports what stands there instead, and goes
  // on behind the closing token.
  void expect_close(TokenKind kind, std::string_view what);

  std::string_view text(const Token& t) const { return source_.substr(t.begin, t.end - t.begin); }
  std::string found() const;                       // the next token, as a message names it
  uint32_t last_end() const { return last_end_; }  // of the token taken last

  // The first issue of a place is kept, and so many in all.
  void report(const Token& where, std::string message, std::string code = "syntax");
  void report(std::string message) { report(token(), std::move(message)); }
  // A spent limit: reports it once and reads nothing more.
  void stop(std::string message);

 private:
  std::string_view source_;
  std::vector<Issue>& issues_;
  std::vector<Token> tokens_;
  size_t position_ = 0;
  uint32_t last_end_ = 0;
  bool stopped_ = false;
};

}  // namespace stagegraph::cel
