// A recursive-descent parser over the tokens, one function for each rule of CEL's grammar.
//
// Chains (a + b + c, a.b.c) are read in loops, so that only brackets, unary signs and the right
// side of ?: recurse. Those count against the limit of depth, which keeps the C stack bounded. A
// logic chain becomes one node with all of its operands.
//
// After a syntax error a node of kind kBad stands in for what could not be read, and parsing goes
// on behind the closing bracket, so that one pass finds several errors. Children are added before
// their parent. The walks over the tree rely on that.
#include "cel/syntax/parser.h"

#include <algorithm>
#include <array>
#include <string>

#include "cel/common/literals.h"
#include "cel/syntax/macros.h"
#include "cel/syntax/token_reader.h"

namespace stagegraph::cel {
namespace {

constexpr int kLowestPrecedence = 1;  // of ||

class Parser : TokenReader {
 public:
  Parser(std::string_view source, const ParseOptions& options, std::vector<Issue>& issues)
      : TokenReader(source, issues), options_(options), issues_(issues) {}

  Ast run() {
    // What follows a character or quote that is wrong would be guesswork.
    if (!issues_.empty()) {
      bad(0);
      return std::move(ast_);
    }
    ast_.root = expression();
    if (!at(TokenKind::kEnd)) report("expected an operator or the end, found " + found());
    return std::move(ast_);
  }

 private:
  // ---- nodes

  NodeId add(Node node, std::span<const NodeId> children = {}) {
    if (ast_.nodes.size() >= options_.limits.nodes) {
      stop("the expression has more than " + std::to_string(options_.limits.nodes) +
           " parts. Split it into named expressions");
    }
    return ast_.add(node, children);
  }

  Node shell(NodeKind kind, uint32_t begin) const {
    Node node;
    node.kind = kind;
    node.begin = node.name_begin = begin;
    node.end = std::max(last_end(), begin);
    return node;
  }

  NodeId bad(uint32_t begin) { return ast_.add(shell(NodeKind::kBad, begin), {}); }

  uint32_t begin_of(NodeId id) const { return ast_.at(id).begin; }

  // ---- expressions

  class Deeper {
   public:
    explicit Deeper(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    bool too_deep() const { return parser_.depth_ > parser_.options_.limits.depth; }

   private:
    Parser& parser_;
  };

  NodeId too_deep() {
    stop("the expression is nested deeper than " + std::to_string(options_.limits.depth) +
         " levels");
    return bad(token().begin);
  }

  NodeId expression() {
    Deeper deeper(*this);
    if (deeper.too_deep()) return too_deep();
    NodeId condition = binary(kLowestPrecedence);
    if (!accept(TokenKind::kQuestion)) return condition;
    NodeId yes = binary(kLowestPrecedence);
    if (!accept(TokenKind::kColon)) {
      report("expected ':' and what the value is otherwise, found " + found());
      return bad(begin_of(condition));
    }
    NodeId no = expression();
    return add(shell(NodeKind::kConditional, begin_of(condition)), std::array{condition, yes, no});
  }

  // Chains of one precedence are read in a loop: they may be long.
  NodeId binary(int precedence) {
    NodeId left = precedence > 5 ? unary() : binary(precedence + 1);
    while (true) {
      BinaryOperator next = binary_operator();
      if (next.precedence != precedence) return left;
      left = next.op == Op::kAnd || next.op == Op::kOr ? logic(left, next) : operation(left, next);
    }
  }

  NodeId operation(NodeId left, BinaryOperator op) {
    uint32_t name_begin = take().begin;
    NodeId right = op.precedence == 5 ? unary() : binary(op.precedence + 1);
    Node node = shell(NodeKind::kBinary, begin_of(left));
    node.op = op.op;
    node.name_begin = name_begin;
    return add(node, std::array{left, right});
  }

  // One node for the whole chain.
  NodeId logic(NodeId first, BinaryOperator op) {
    std::vector<NodeId> operands = {first};
    while (binary_operator().op == op.op) {
      take();
      operands.push_back(binary(op.precedence + 1));
    }
    Node node = shell(NodeKind::kLogic, begin_of(first));
    node.op = op.op;
    return add(node, operands);
  }

  NodeId unary() {
    if (!at(TokenKind::kBang) && !at(TokenKind::kMinus)) return postfix(primary());
    Deeper deeper(*this);
    if (deeper.too_deep()) return too_deep();
    TokenKind next = token(1).kind;
    bool is_literal = next == TokenKind::kInt || next == TokenKind::kDouble;
    if (at(TokenKind::kMinus) && is_literal && token(1).begin == token().end) {
      uint32_t begin = take().begin;
      return postfix(number(begin, true));
    }
    Token sign = take();
    check_sign(sign.kind);
    NodeId operand = unary();
    Node node = shell(NodeKind::kUnary, sign.begin);
    node.op = sign.kind == TokenKind::kBang ? Op::kNot : Op::kNegate;
    return add(node, std::array{operand});
  }

  // Signs of one kind may follow each other, but the grammar does not mix '!' and '-'.
  void check_sign(TokenKind before) {
    bool negative_number = token(1).kind == TokenKind::kInt || token(1).kind == TokenKind::kDouble;
    bool is_sign = at(TokenKind::kBang) || (at(TokenKind::kMinus) && !negative_number);
    if (is_sign && token().kind != before) report("put what follows the sign in brackets");
  }

  // ---- members

  NodeId postfix(NodeId operand) {
    while (true) {
      if (at(TokenKind::kDot)) {
        operand = member(operand);
      } else if (at(TokenKind::kOpenBracket)) {
        operand = index(operand);
      } else if (at(TokenKind::kOpenBrace) && !qualified_name(ast_, operand).empty()) {
        operand = record(operand);
      } else {
        return operand;
      }
    }
  }

  // Reports a keyword where the name of a field or function should be.
  void check_name(const Token& t) {
    if (t.kind != TokenKind::kIdent || !is_keyword(text(t))) return;
    report(t, "'" + std::string(text(t)) + "' cannot be a name here. Write it in back quotes");
  }

  std::string_view field_name(const Token& t) const {
    if (t.kind != TokenKind::kQuotedIdent) return text(t);
    return text(t).substr(1, t.end - t.begin - 2);
  }

  NodeId member(NodeId operand) {
    take();
    bool optional = accept(TokenKind::kQuestion);
    if (!at(TokenKind::kIdent) && !at(TokenKind::kQuotedIdent)) {
      report("expected a field's or function's name after '.', found " + found());
      return bad(begin_of(operand));
    }
    Token name = take();
    check_name(name);
    if (at(TokenKind::kOpenParen) && !optional && name.kind == TokenKind::kIdent) {
      return call(begin_of(operand), name, operand);
    }
    Node node = shell(NodeKind::kSelect, begin_of(operand));
    node.name = field_name(name);
    node.name_begin = name.begin;
    node.is_optional = optional;
    node.is_quoted = name.kind == TokenKind::kQuotedIdent;
    return add(node, std::array{operand});
  }

  NodeId index(NodeId operand) {
    take();
    bool optional = accept(TokenKind::kQuestion);
    NodeId key = expression();
    expect_close(TokenKind::kCloseBracket, "']'");
    Node node = shell(NodeKind::kIndex, begin_of(operand));
    node.is_optional = optional;
    return add(node, std::array{operand, key});
  }

  std::vector<NodeId> arguments() {
    std::vector<NodeId> list;
    take();
    bool more = !at(TokenKind::kCloseParen);
    while (more && !at(TokenKind::kEnd)) {
      list.push_back(expression());
      more = accept(TokenKind::kComma);
    }
    expect_close(TokenKind::kCloseParen, "',' or ')'");
    return list;
  }

  NodeId call(uint32_t begin, const Token& name, std::optional<NodeId> target,
              bool leading_dot = false) {
    std::vector<NodeId> children = arguments();
    if (target) children.insert(children.begin(), *target);
    Node node = shell(NodeKind::kCall, begin);
    node.name = text(name);
    node.name_begin = name.begin;
    node.is_member = target.has_value();
    node.leading_dot = leading_dot;
    if (!leading_dot) {
      MacroCall macro{node, children};
      if (auto expanded = expand_macro(ast_, macro, options_.test_macros, issues_)) {
        return *expanded;
      }
    }
    return add(node, children);
  }

  // ---- primaries

  NodeId primary() {
    switch (token().kind) {
      case TokenKind::kInt:
      case TokenKind::kUint:
      case TokenKind::kDouble:
        return number(token().begin, false);
      case TokenKind::kString:
      case TokenKind::kBytes:
        return text_literal();
      case TokenKind::kIdent:
      case TokenKind::kDot:
        return name();
      case TokenKind::kOpenParen:
        return group();
      case TokenKind::kOpenBracket:
        return list();
      case TokenKind::kOpenBrace:
        return map();
      default:
        return unexpected();
    }
  }

  NodeId unexpected() {
    report("expected a value, found " + found());
    uint32_t begin = token().begin;
    bool ends_value = closes(token().kind) || at(TokenKind::kComma) || at(TokenKind::kColon);
    if (!ends_value) take();
    return bad(begin);
  }

  NodeId literal(uint32_t begin, Value value) {
    Node node = shell(NodeKind::kLiteral, begin);
    node.value = value;
    return add(node);
  }

  NodeId number(uint32_t begin, bool negative) {
    Token t = take();
    if (t.kind == TokenKind::kDouble) {
      double value = decode_double(text(t));
      return literal(begin, Value::real(negative ? -value : value));
    }
    if (t.kind == TokenKind::kUint) {
      if (auto value = decode_uint(text(t))) return literal(begin, Value::unsigned_integer(*value));
      report(t, "the number does not fit into 64 bits");
      return bad(begin);
    }
    if (auto value = decode_int(text(t), negative)) return literal(begin, Value::integer(*value));
    report(t, "the number does not fit into 64 bits. Write it as a double, with '.0' behind");
    return bad(begin);
  }

  NodeId text_literal() {
    Token t = take();
    Expected<std::string> decoded = decode_text(text(t));
    if (!decoded) {
      report(t, decoded.error().message);
      return bad(t.begin);
    }
    std::string_view kept = ast_.text.copy(*decoded);
    bool bytes = t.kind == TokenKind::kBytes;
    return literal(t.begin, bytes ? Value::bytes(kept) : Value::interned(kept));
  }

  NodeId name() {
    uint32_t begin = token().begin;
    bool leading_dot = accept(TokenKind::kDot);
    if (!at(TokenKind::kIdent)) {
      report("expected a name after '.', found " + found());
      return bad(begin);
    }
    Token t = take();
    std::string_view word = text(t);
    if (!leading_dot && (word == "true" || word == "false")) {
      return literal(begin, Value::boolean(word == "true"));
    }
    if (!leading_dot && word == "null") return literal(begin, Value::null());
    if (is_reserved(word) || word == "in") {
      report(t, "'" + std::string(word) + "' is a reserved word and cannot be a name here");
      return bad(begin);
    }
    if (at(TokenKind::kOpenParen)) return call(begin, t, std::nullopt, leading_dot);
    Node node = shell(NodeKind::kIdent, begin);
    node.name = word;
    node.leading_dot = leading_dot;
    return add(node);
  }

  NodeId group() {
    take();
    NodeId inner = expression();
    expect_close(TokenKind::kCloseParen, "')'");
    return inner;
  }

  // ---- lists, maps, records

  NodeId maybe(bool optional, uint32_t begin, NodeId value) {
    return optional ? add(shell(NodeKind::kMaybe, begin), std::array{value}) : value;
  }

  NodeId list() {
    uint32_t begin = take().begin;
    std::vector<NodeId> elements;
    if (token(1).kind == TokenKind::kCloseBracket) accept(TokenKind::kComma);  // "[,]" is "[]"
    while (!at(TokenKind::kCloseBracket) && !at(TokenKind::kEnd)) {
      uint32_t element_begin = token().begin;
      bool optional = accept(TokenKind::kQuestion);
      elements.push_back(maybe(optional, element_begin, expression()));
      if (!accept(TokenKind::kComma)) break;
    }
    expect_close(TokenKind::kCloseBracket, "',' or ']'");
    return add(shell(NodeKind::kList, begin), elements);
  }

  NodeId map() {
    uint32_t begin = take().begin;
    std::vector<NodeId> entries = braces(false);
    return add(shell(NodeKind::kMap, begin), entries);
  }

  NodeId record(NodeId type) {
    Node node = shell(NodeKind::kRecord, begin_of(type));
    node.name = ast_.text.copy(qualified_name(ast_, type));
    node.leading_dot = ast_.at(root_of_chain(ast_, type)).leading_dot;
    take();
    std::vector<NodeId> entries = braces(true);
    node.end = last_end();
    return add(node, entries);
  }

  NodeId field_key() {
    if (!at(TokenKind::kIdent) && !at(TokenKind::kQuotedIdent)) return unexpected();
    Token t = take();
    check_name(t);
    return literal(t.begin, Value::interned(field_name(t)));
  }

  // What stands between braces, the closing one included.
  std::vector<NodeId> braces(bool fields) {
    std::vector<NodeId> entries;
    if (token(1).kind == TokenKind::kCloseBrace) accept(TokenKind::kComma);  // "{,}" is "{}"
    while (!at(TokenKind::kCloseBrace) && !at(TokenKind::kEnd)) {
      uint32_t begin = token().begin;
      bool optional = accept(TokenKind::kQuestion);
      NodeId key = fields ? field_key() : expression();
      if (!accept(TokenKind::kColon)) {
        report("expected ':' and a value, found " + found());
        break;
      }
      NodeId value = expression();
      entries.push_back(key);
      entries.push_back(maybe(optional, begin, value));
      if (!accept(TokenKind::kComma)) break;
    }
    expect_close(TokenKind::kCloseBrace, "',' or '}'");
    return entries;
  }

  const ParseOptions& options_;
  std::vector<Issue>& issues_;
  uint32_t depth_ = 0;
  Ast ast_;
};

}  // namespace

Ast parse(std::string_view source, const ParseOptions& options, std::vector<Issue>& issues) {
  return Parser(source, options, issues).run();
}

}  // namespace stagegraph::cel
