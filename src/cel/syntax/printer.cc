// A tree back to source. Texts of nodes are made in the order of the nodes, children first. A child
// gets brackets when it binds less tightly than its place in the parent asks for.
#include "cel/syntax/printer.h"

#include <cmath>

#include "cel/common/display.h"
#include "cel/common/literals.h"
#include "cel/syntax/macros.h"

namespace stagegraph::cel {
namespace {

// How tightly a node holds together, as the grammar has it.
enum class Level : uint8_t { kConditional, kOr, kAnd, kRelation, kSum, kProduct, kUnary, kPostfix };

bool is_negative(const Value& value) {
  if (value.is(Kind::kInt)) return value.as_int() < 0;
  return value.is(Kind::kDouble) && std::signbit(value.as_double());
}

bool is_number(const Node& node) {
  return node.kind == NodeKind::kLiteral &&
         (node.value.is(Kind::kInt) || node.value.is(Kind::kDouble));
}

Level level_of(Op op) {
  if (op == Op::kOr) return Level::kOr;
  if (op == Op::kAnd) return Level::kAnd;
  if (op >= Op::kEqual && op <= Op::kIn) return Level::kRelation;
  return op == Op::kAdd || op == Op::kSubtract ? Level::kSum : Level::kProduct;
}

Level level_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::kConditional:
      return Level::kConditional;
    case NodeKind::kLogic:
    case NodeKind::kBinary:
      return level_of(node.op);
    case NodeKind::kUnary:
      return Level::kUnary;
    case NodeKind::kLiteral:
      return is_number(node) && is_negative(node.value) ? Level::kUnary : Level::kPostfix;
    default:
      return Level::kPostfix;
  }
}

// A level tighter: what the right side of an operator must be.
Level above(Level level) { return static_cast<Level>(static_cast<uint8_t>(level) + 1); }

std::string print_double(double value) {
  if (std::isinf(value)) return value < 0 ? "-1e999" : "1e999";
  std::string digits = format_double(value);
  bool is_whole = digits.find_first_of(".e") == std::string::npos;
  return is_whole ? digits + ".0" : digits;
}

std::string print_bytes(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "b\"";
  for (char c : bytes) {
    auto byte = static_cast<uint8_t>(c);
    out += "\\x";
    out += kDigits[byte >> 4];
    out += kDigits[byte & 0xF];
  }
  return out + "\"";
}

std::string print_literal(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return "null";
    case Kind::kString:
      return quote(value.as_text());
    case Kind::kBytes:
      return print_bytes(value.as_text());
    case Kind::kDouble:
      return print_double(value.as_double());
    case Kind::kUint:
      return std::to_string(value.as_uint()) + "u";
    default: {
      std::string out;
      format_scalar(value, nullptr, out);
      return out;
    }
  }
}

// "@index3" is what cel.index(3) stands for, "@it:0:1" what cel.iterVar(0, 1) does.
std::string print_generated(std::string_view name) {
  if (name.starts_with("@index")) return "cel.index(" + std::string(name.substr(6)) + ")";
  std::string numbers(name.substr(4));
  if (size_t colon = numbers.find(':'); colon != std::string::npos) numbers.replace(colon, 1, ", ");
  return "cel.iterVar(" + numbers + ")";
}

std::string print_name(std::string_view name) {
  return name.starts_with('@') ? print_generated(name) : std::string(name);
}

// sortBy(x, key) is cel.bind(@range, list, @range.@sortBy(@range.map(x, key))): of the inner parts
// only "x, key" is printed.
bool is_sorted_range(const Node& node, NodeKind kind) {
  return node.kind == kind && node.name == "@range";
}

// Each node's text is made of its children's, which come before it and are used once: a chain of a
// thousand operands is one text that grows.
class Printer {
 public:
  explicit Printer(const Ast& ast) : ast_(ast), texts_(ast.nodes.size()) {}

  std::string run() {
    const std::vector<bool> wanted = in_use();
    for (NodeId id = 0; id <= ast_.root; ++id) {
      if (wanted[id]) texts_[id] = node_text(ast_.at(id));
    }
    return std::move(texts_[ast_.root]);
  }

 private:
  // Macros leave nodes behind that are no part of the tree but share parts with it.
  std::vector<bool> in_use() const {
    std::vector<bool> used(ast_.nodes.size(), false);
    used[ast_.root] = true;
    for (NodeId id = ast_.root + 1; id-- > 0;) {
      if (!used[id]) continue;
      for (NodeId child : ast_.children(ast_.at(id))) used[child] = true;
    }
    return used;
  }

  // The child's text, in brackets where it does not hold together as `least` asks.
  std::string child(const Node& node, uint32_t i, Level least = Level::kConditional) {
    NodeId id = ast_.child(node, i);
    std::string text = std::move(texts_[id]);
    return level_of(ast_.at(id)) >= least ? text : "(" + text + ")";
  }

  // What stands before a dot or bracket: a number's own point would be taken for it.
  std::string operand(const Node& node) {
    std::string text = child(node, 0, Level::kPostfix);
    const Node& first = ast_.at(ast_.child(node, 0));
    return is_number(first) && !is_negative(first.value) ? "(" + text + ")" : text;
  }

  std::string children(const Node& node, uint32_t from) {
    std::string out;
    for (uint32_t i = from; i < node.count; ++i) {
      bool maybe = ast_.at(ast_.child(node, i)).kind == NodeKind::kMaybe;
      out.append(i > from ? ", " : "").append(maybe ? "?" : "") += child(node, i);
    }
    return out;
  }

  std::string node_text(const Node& node) {
    switch (node.kind) {
      case NodeKind::kLiteral:
        return print_literal(node.value);
      case NodeKind::kIdent:
        return (node.leading_dot ? "." : "") + print_name(node.name);
      case NodeKind::kSelect:
        return select(node);
      case NodeKind::kIndex:
        return operand(node) + (node.is_optional ? "[?" : "[") + child(node, 1) + "]";
      case NodeKind::kUnary:
        return unary(node);
      case NodeKind::kBinary:
      case NodeKind::kLogic:
        return operation(node);
      case NodeKind::kConditional:
        return child(node, 0, Level::kOr) + " ? " + child(node, 1, Level::kOr) + " : " +
               child(node, 2);
      case NodeKind::kCall:
        return call(node);
      case NodeKind::kList:
        return "[" + children(node, 0) + "]";
      case NodeKind::kMap:
        return "{" + entries(node) + "}";
      case NodeKind::kRecord:
        return (node.leading_dot ? "." : "") + std::string(node.name) + "{" + entries(node) + "}";
      case NodeKind::kMaybe:
        return child(node, 0);  // the '?' stands in front of a map's key
      default:
        return macro(node);
    }
  }

  std::string select(const Node& node) {
    std::string text = operand(node) + (node.is_optional ? ".?" : ".");
    text += node.is_quoted ? "`" + std::string(node.name) + "`" : std::string(node.name);
    return node.is_test ? "has(" + text + ")" : text;
  }

  std::string unary(const Node& node) {
    const Node& inner = ast_.at(ast_.child(node, 0));
    std::string text = child(node, 0, Level::kUnary);
    bool joins = node.op == Op::kNegate && is_number(inner) && !is_negative(inner.value);
    bool mixes = inner.kind == NodeKind::kUnary && inner.op != node.op;
    return std::string(symbol_of(node.op)) + (joins || mixes ? "(" + text + ")" : text);
  }

  std::string operation(const Node& node) {
    Level level = level_of(node.op);
    bool is_chain = node.kind == NodeKind::kLogic;
    std::string text = child(node, 0, is_chain ? above(level) : level);
    for (uint32_t i = 1; i < node.count; ++i) {
      text.append(" ").append(symbol_of(node.op)).append(" ");
      text += child(node, i, above(level));
    }
    return text;
  }

  std::string call(const Node& node) {
    if (node.name == "@sortBy") return child(node, 1);
    std::string text = node.is_member ? operand(node) + "." : node.leading_dot ? "." : "";
    return text + std::string(node.name) + "(" + children(node, node.is_member ? 1 : 0) + ")";
  }

  std::string entries(const Node& node) {
    std::string out;
    for (uint32_t i = 0; i + 1 < node.count; i += 2) {
      bool maybe = ast_.at(ast_.child(node, i + 1)).kind == NodeKind::kMaybe;
      out += std::string(i > 0 ? ", " : "") + (maybe ? "?" : "");
      out += (node.kind == NodeKind::kRecord ? field(node, i) : child(node, i)) + ": ";
      out += child(node, i + 1);
    }
    return out;
  }

  std::string field(const Node& node, uint32_t i) const {
    std::string name(ast_.at(ast_.child(node, i)).value.as_text());
    return "`" + name + "`";
  }

  // ---- macros

  std::string macro(const Node& node) {
    std::string name = print_name(node.name);
    switch (node.kind) {
      case NodeKind::kLoop: {
        bool has_two = !node.name2.empty();
        if (has_two) name += ", " + print_name(node.name2);
        std::string arguments = name + ", " + children(node, 1);
        if (is_sorted_range(ast_.at(ast_.child(node, 0)), NodeKind::kIdent)) return arguments;
        return operand(node) + "." + std::string(loop_name(node.loop, has_two ? 2 : 1)) + "(" +
               arguments + ")";
      }
      case NodeKind::kBind:
        if (is_sorted_range(node, NodeKind::kBind))
          return operand(node) + ".sortBy(" + child(node, 1) + ")";
        return "cel.bind(" + name + ", " + children(node, 0) + ")";
      case NodeKind::kOptMap:
        return operand(node) + (node.is_flat ? ".optFlatMap(" : ".optMap(") + name + ", " +
               child(node, 1) + ")";
      case NodeKind::kBlock:
        return block(node);
      default:
        return {};
    }
  }

  std::string block(const Node& node) {
    std::string values;
    for (uint32_t i = 0; i + 1 < node.count; ++i) values += (i > 0 ? ", " : "") + child(node, i);
    return "cel.block([" + values + "], " + child(node, node.count - 1) + ")";
  }

  const Ast& ast_;
  std::vector<std::string> texts_;
};

}  // namespace

std::string print(const Ast& ast) { return Printer(ast).run(); }

}  // namespace stagegraph::cel
