// SPDX-License-Identifier: Apache-2.0
// The bound of an expression's steps.
//
// The walk visits nodes in their order, children first, and works out for each the instructions in
// its code, the steps charged besides them, the calls of the host, and the extent of its value. It
// mirrors the machine: what runtime/ and functions/ charge is charged here for the largest values
// that the extents of the arguments allow. The machine pays for all instructions of a program at
// its start, so that code is added up over all branches, while of steps the dearer branch counts. A
// loop multiplies its body by the number of elements.
//
// A shared part costs its steps once, wherever it stands.
//
// Invariant: for every activation whose values are within the extents of their variables,
// evaluate() takes no more steps than the bound. The fuzzer checks it.
#include "cel/compiler/cost.h"

#include <algorithm>
#include <map>

#include "cel/common/text_offsets.h"

namespace stagegraph::cel {
namespace {

// What the walk knows of a node.
struct NodeCost {
  uint64_t code = 0;   // instructions
  uint64_t steps = 0;  // charged besides them
  uint64_t calls = 0;  // of host functions
  Extent extent;
};

// Where a local variable's values come from.
struct Source {
  enum class Part : uint8_t { kWhole, kFirst, kSecond, kIndex };
  NodeId node = 0;
  Part part = Part::kWhole;
};

class Walk {
 public:
  Walk(const Ast& ast, const Checked& checked, const Program& program, const SharedParts& shared,
       const Environment& environment, const Sizes& undeclared)
      : ast_(ast),
        checked_(checked),
        shared_(shared),
        undeclared_(undeclared),
        reads_(program.reads.size()),
        costs_(ast.nodes.size()) {
    for (const Variable& variable : environment.variables) {
      if (variable.extent) variables_.emplace(variable.slot, &*variable.extent);
    }
    note_regexes(program);
  }

  Cost run() {
    for (NodeId id = 0; id < ast_.nodes.size(); ++id) note_locals(id);
    // A child always comes before its parent, and so does what a local variable stands for.
    kept_.resize(shared_.count());
    for (NodeId id = 0; id <= ast_.root; ++id) costs_[id] = once(id, visit(id));
    const NodeCost& root = costs_[ast_.root];
    uint64_t steps = root.steps;
    for (uint64_t kept : kept_) steps = add_sizes(steps, kept);
    steps = add_sizes(steps, add_sizes(root.code, 1 + kept_.size()));
    steps = multiply_sizes(steps, 1 + merging_steps(2 * reads_));
    if (has_parts(note(ast_.root).type)) steps = add_sizes(steps, writing_steps(root.extent));
    Cost cost{.steps = steps, .host_calls = root.calls, .result = root.extent};
    return cost;
  }

 private:
  const Annotation& note(NodeId id) const { return checked_.notes[id]; }

  // What writing_steps() charges something for.
  static bool has_parts(const Type& type) {
    switch (type.kind) {
      case TypeKind::kList:
      case TypeKind::kMap:
      case TypeKind::kOptional:
      case TypeKind::kDyn:
      case TypeKind::kParameter:
        return true;
      default:
        return false;
    }
  }

  const NodeCost& child(const Node& node, uint32_t i) const { return costs_[ast_.child(node, i)]; }
  Extent unsaid(const Type& type) const { return extent_of(type, undeclared_); }

  // A shared part is gone through wherever it stands, but worked out once.
  NodeCost once(NodeId id, NodeCost cost) {
    constexpr uint64_t kKeeping = 2;  // instructions
    std::optional<uint32_t> place = shared_.place_of(id);
    if (!place) return cost;
    kept_[*place] = cost.steps;
    cost.steps = 0;
    return with_code(std::move(cost), kKeeping);
  }

  void note_regexes(const Program& program) {
    for (size_t i = 0; i < program.code.size(); ++i) {
      if (program.code[i].op != Opcode::kMatches) continue;
      const SourceRange& range = program.ranges[i];
      uint64_t steps = program.regexes[program.code[i].c].steps_per_byte();
      regexes_[{range.begin, range.end}] = steps;
    }
  }

  void note_locals(NodeId id) {
    const Node& node = ast_.at(id);
    const std::vector<uint32_t>& locals = note(id).locals;
    for (uint32_t i = 0; i < locals.size(); ++i) {
      if (locals_.size() <= locals[i]) locals_.resize(locals[i] + 1);
      locals_[locals[i]] = source_of(node, i, locals.size());
    }
  }

  Source source_of(const Node& node, uint32_t i, size_t count) const {
    if (node.kind == NodeKind::kBlock) return {ast_.child(node, i), Source::Part::kWhole};
    NodeId from = ast_.child(node, 0);
    if (node.kind == NodeKind::kBind) return {from, Source::Part::kWhole};
    if (node.kind == NodeKind::kOptMap) return {from, Source::Part::kFirst};
    if (count == 1) return {from, Source::Part::kFirst};
    bool is_map = note(from).type.kind != TypeKind::kList;
    if (i == 1) return {from, is_map ? Source::Part::kSecond : Source::Part::kFirst};
    return {from, is_map ? Source::Part::kFirst : Source::Part::kIndex};
  }

  // sortBy() loops over a local variable whose own node comes after the loop's body.
  Extent source_extent(NodeId id) const {
    bool is_local = note(id).meaning == Meaning::kLocal;
    return is_local ? local_extent(note(id).index) : costs_[id].extent;
  }

  Extent local_extent(uint32_t id) const {
    const Source& source = locals_[id];
    const Extent from = source_extent(source.node);
    switch (source.part) {
      case Source::Part::kWhole:
        return from;
      case Source::Part::kIndex:
        return {};
      default:
        return source.part == Source::Part::kSecond ? element_of(from) : inner_of(from, 0);
    }
  }

  // All children and nothing else.
  NodeCost sum(const Node& node) const {
    NodeCost total;
    for (NodeId id : ast_.children(node)) add(total, costs_[id]);
    return total;
  }

  static void add(NodeCost& total, const NodeCost& part) {
    total.code = add_sizes(total.code, part.code);
    total.steps = add_sizes(total.steps, part.steps);
    total.calls = add_sizes(total.calls, part.calls);
  }

  NodeCost leaf(Extent extent, uint64_t code = 1) const {
    return {.code = code, .steps = 0, .calls = 0, .extent = std::move(extent)};
  }

  NodeCost visit(NodeId id) const {
    const Node& node = ast_.at(id);
    const Annotation& meaning = note(id);
    switch (meaning.meaning) {
      case Meaning::kVariable:
        return leaf(variable_extent(meaning));
      case Meaning::kLocal:
        return leaf(local_extent(meaning.index));
      case Meaning::kConstant:
      case Meaning::kFailure:
        return leaf({});
      case Meaning::kKnown:
        return leaf({}, 2);
      case Meaning::kRecord:
        return node.count == 0 ? leaf({}) : child(node, 1);
      case Meaning::kFunction:
        return call(id);
      case Meaning::kHost:
        return host_call(id);
      default:
        return plain(id);
    }
  }

  Extent variable_extent(const Annotation& meaning) const {
    auto declared = variables_.find(meaning.slot);
    if (declared == variables_.end()) return unsaid(meaning.type);
    return assume(*declared->second, undeclared_);
  }

  NodeCost plain(NodeId id) const {
    const Node& node = ast_.at(id);
    switch (node.kind) {
      case NodeKind::kUnary:
      case NodeKind::kBinary:
        return binary(id);
      case NodeKind::kLogic:
        return with_code(sum(node), 2 * uint64_t{node.count});
      case NodeKind::kConditional:
        return conditional(node);
      case NodeKind::kSelect:
      case NodeKind::kIndex:
        return member(id);
      case NodeKind::kList:
      case NodeKind::kMap:
        return collection(node);
      case NodeKind::kMaybe:
        return maybe(node);
      case NodeKind::kLoop:
        return loop(node);
      case NodeKind::kBind:
      case NodeKind::kBlock:
        return with_extent(with_code(sum(node), 1), child(node, node.count - 1).extent);
      case NodeKind::kOptMap:
        return opt_map(node);
      default:
        return leaf(literal_extent(node.value));
    }
  }

  static Extent literal_extent(const Value& value) {
    bool is_text = value.is(Kind::kString) || value.is(Kind::kBytes);
    return text_extent(is_text ? value.as_text().size() : 0);
  }

  static NodeCost with_code(NodeCost cost, uint64_t code) {
    cost.code = add_sizes(cost.code, code);
    return cost;
  }

  static NodeCost with_extent(NodeCost cost, Extent extent) {
    cost.extent = std::move(extent);
    return cost;
  }

  static void charge(NodeCost& cost, uint64_t steps) { cost.steps = add_sizes(cost.steps, steps); }

  NodeCost binary(NodeId id) const {
    const Node& node = ast_.at(id);
    NodeCost cost = with_code(sum(node), 1);
    if (node.op == Op::kNot || node.op == Op::kNegate) return cost;
    const Extent& left = child(node, 0).extent;
    const Extent& right = child(node, 1).extent;
    if (node.op == Op::kIn) {
      uint64_t each = add_sizes(1, equality_steps(left, inner_of(right, 0)));
      charge(cost, multiply_sizes(right.count, each));
    } else if (node.op == Op::kAdd) {
      cost.extent = sum_extent(left, right);
      charge(cost, add_sizes(cost.extent.bytes, cost.extent.count));
    } else if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) {
      charge(cost, equality_steps(left, right));
    }
    return cost;
  }

  static Extent sum_extent(const Extent& a, const Extent& b) {
    Extent both = join(a, b);
    both.bytes = add_sizes(a.bytes, b.bytes);
    both.count = add_sizes(a.count, b.count);
    return both;
  }

  // Either branch. The code of both is there.
  NodeCost conditional(const Node& node) const {
    NodeCost cost = with_code(sum(node), 3);
    cost.steps =
        add_sizes(child(node, 0).steps, std::max(child(node, 1).steps, child(node, 2).steps));
    cost.extent = join(child(node, 1).extent, child(node, 2).extent);
    return cost;
  }

  // Of a list an element, of a map a value.
  static Extent element_of(const Extent& extent) {
    return inner_of(extent, extent.inner.size() == 2 ? 1 : 0);
  }

  // An optional in the chain is looked through, and makes the result an optional. What is of no
  // known type may be one.
  NodeCost member(NodeId id) const {
    const Node& node = ast_.at(id);
    NodeCost cost = with_code(sum(node), 1);
    const Extent& operand = child(node, 0).extent;
    const Extent content = inner_of(operand, 0);
    TypeKind kind = note(ast_.child(node, 0)).type.kind;
    bool may_be_optional = kind != TypeKind::kList && kind != TypeKind::kMap;
    const bool is_index = node.kind == NodeKind::kIndex;
    const uint64_t key = is_index ? child(node, 1).extent.bytes : node.name.size();
    if (kind != TypeKind::kList) charge(cost, key_steps(operand.count, key));
    if (may_be_optional) charge(cost, key_steps(content.count, key));
    if (node.is_test) return cost;
    Extent element = element_of(operand);
    if (node.is_optional) element = list_extent(1, std::move(element));
    Extent chained = list_extent(1, element_of(content));
    if (kind == TypeKind::kOptional) return with_extent(std::move(cost), std::move(chained));
    cost.extent = may_be_optional ? join(element, chained) : std::move(element);
    return cost;
  }

  NodeCost collection(const Node& node) const {
    NodeCost cost = with_code(sum(node), 2);
    charge(cost, node.count);
    size_t step = node.kind == NodeKind::kMap ? 2 : 1;
    cost.extent.count = node.count / step;
    cost.extent.inner.resize(node.count == 0 ? 0 : step);
    for (uint32_t i = 0; i < node.count; ++i) {
      if (i % step + 1 < step) charge(cost, sorting_key(child(node, i).extent));
      Extent& inner = cost.extent.inner[i % step];
      inner = i < step ? child(node, i).extent : join(inner, child(node, i).extent);
      if (i % step + 1 < step) inner.inner.clear();  // a key holds nothing
    }
    return cost;
  }

  // Of a new map, which looks for keys that stand twice.
  static uint64_t sorting_key(const Extent& key) {
    return multiply_sizes(comparison_steps(key.bytes), kComparisonsPerKey);
  }

  NodeCost maybe(const Node& node) const {
    NodeCost cost = child(node, 0);
    cost.extent = inner_of(cost.extent, 0);
    return cost;
  }

  NodeCost loop(const Node& node) const {
    constexpr uint64_t kFrame = 9;    // instructions around filter and body
    constexpr uint64_t kEntries = 4;  // what an element of a new list or map charges at most
    const NodeCost& range = child(node, 0);
    NodeCost cost = range;
    NodeCost each{.code = kFrame, .steps = kEntries, .calls = 0, .extent = {}};
    for (uint32_t i = 1; i < node.count; ++i) add(each, child(node, i));
    uint64_t count = range.extent.count;
    if (node.loop == LoopKind::kMapEntries) charge(each, sorting_key(inner_of(range.extent, 0)));
    if (node.loop == LoopKind::kMergedMaps) {
      const Extent& body = child(node, node.count - 1).extent;
      uint64_t entry = add_sizes(kEntries, sorting_key(inner_of(body, 0)));
      charge(each, multiply_sizes(body.count, entry));
    }
    cost.code = add_sizes(cost.code, each.code);
    charge(cost, multiply_sizes(count, add_sizes(each.code, each.steps)));
    cost.calls = add_sizes(cost.calls, multiply_sizes(count, each.calls));
    cost.extent = loop_extent(node, range.extent, child(node, node.count - 1).extent);
    return cost;
  }

  static Extent loop_extent(const Node& node, const Extent& range, const Extent& body) {
    switch (node.loop) {
      case LoopKind::kList:
        return list_extent(range.count, body);
      case LoopKind::kFilter:
        return list_extent(range.count, inner_of(range, 0));
      case LoopKind::kMapEntries: {
        Extent map = list_extent(range.count, inner_of(range, 0));
        map.inner.push_back(body);
        return map;
      }
      case LoopKind::kMergedMaps: {
        Extent map = body;
        map.count = multiply_sizes(range.count, body.count);
        return map;
      }
      default:
        return {};
    }
  }

  NodeCost opt_map(const Node& node) const {
    const Extent& body = child(node, 1).extent;
    return with_extent(with_code(sum(node), 3), node.is_flat ? body : list_extent(1, body));
  }

  // ---- calls

  NodeCost call(NodeId id) const {
    const Node& node = ast_.at(id);
    NodeCost cost = with_code(sum(node), 1);
    std::vector<Extent> arguments;
    std::vector<const Value*> literals;
    for (NodeId argument : ast_.children(node).subspan(note(id).first_argument)) {
      bool is_literal = ast_.at(argument).kind == NodeKind::kLiteral;
      arguments.push_back(costs_[argument].extent);
      literals.push_back(is_literal ? &ast_.at(argument).value : nullptr);
    }
    for (const Extent& argument : arguments) charge(cost, comparison_steps(argument.bytes));
    const Function& function = *note(id).function;
    const BoundCall call{arguments, literals, note(id).type, undeclared_};
    auto regex = regexes_.find({node.begin, node.end});
    bool is_compiled = function.name == "matches" && regex != regexes_.end();
    charge(cost,
           is_compiled ? multiply_sizes(arguments[0].bytes, regex->second) : function.steps(call));
    cost.extent = function.extent(call);
    return cost;
  }

  NodeCost host_call(NodeId id) const {
    NodeCost cost = with_code(sum(ast_.at(id)), 1);
    charge(cost, 1);
    cost.calls = add_sizes(cost.calls, 1);
    cost.extent = unsaid(note(id).type);
    return cost;
  }

  const Ast& ast_;
  const Checked& checked_;
  const SharedParts& shared_;
  const Sizes& undeclared_;
  size_t reads_;  // variables, of which unknowns are made
  std::vector<NodeCost> costs_;
  std::vector<Source> locals_;
  std::vector<uint64_t> kept_;  // steps of the shared parts
  std::map<Slot, const Extent*> variables_;
  std::map<std::pair<uint32_t, uint32_t>, uint64_t> regexes_;  // steps a byte, by place
};

}  // namespace

Cost bound_cost(const Ast& ast, const Checked& checked, const Program& program,
                const SharedParts& shared, const Environment& environment,
                const Sizes& undeclared) {
  return Walk(ast, checked, program, shared, environment, undeclared).run();
}

}  // namespace stagegraph::cel
