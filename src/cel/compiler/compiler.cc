// SPDX-License-Identifier: Apache-2.0
// The tree to instructions for the stack machine, in one walk.
//
// Each node's code leaves exactly one value on the stack. Nodes that lean left are emitted in a
// loop, operand first, so that long chains do not recurse.
//
// Constants are folded as the code is made: when all parts of a node are constant, its code is run
// on the spot and replaced by the value, unless that is an error, which must show at each
// evaluation. A comparison of a variable with a constant becomes one instruction. Parts that
// SharedParts has found get a slot at the bottom of the frame: kKept asks for the value and jumps
// over the code when it is there, kKeep stores it.
//
// Invariant: Emitter::depth() is the height of the stack at the instruction that comes next, on
// every path to it. Places of local variables are taken from it.
#include "cel/compiler/compiler.h"

#include <algorithm>
#include <limits>

#include "cel/compiler/emitter.h"
#include "cel/compiler/node_traits.h"
#include "cel/runtime/machine.h"
#include "cel/runtime/regex.h"

namespace stagegraph::cel {
namespace {

// What takes more is left to the evaluation, which charges it: a file has very many expressions.
constexpr uint64_t kFoldingSteps = 1'000;

// The regular expressions of one environment, in instructions of their programs: a small one has
// some ten. Each takes time beyond that, most of all one that is too large.
constexpr uint64_t kMostRegexWork = 600'000;
constexpr uint64_t kWorkOfEachRegex = 20;
constexpr uint64_t kWorkOfTooLarge = 25'000;

class Compiler {
 public:
  Compiler(const Ast& ast, const Checked& checked, const CompileOptions& options,
           const SharedParts& shared, uint64_t& regex_work, Program& program,
           std::vector<Issue>& issues)
      : ast_(ast),
        checked_(checked),
        folds_(options.optimise),
        shared_(shared),
        regex_work_(regex_work),
        program_(program),
        code_(program),
        issues_(issues),
        constant_(ast.nodes.size()) {}

  void run() {
    for (uint32_t i = 0; i < shared_.count(); ++i) {
      code_.push_constant(ast_.at(ast_.root), missing_value());
    }
    emit(ast_.root);
    code_.add(ast_.at(ast_.root), Opcode::kReturn, 0);
    std::sort(program_.reads.begin(), program_.reads.end());
    program_.reads.erase(std::unique(program_.reads.begin(), program_.reads.end()),
                         program_.reads.end());
    program_.stack_size = code_.max_depth() + 1;
  }

 private:
  const Annotation& note(NodeId id) const { return checked_.notes[id]; }

  void emit(NodeId id) {
    std::vector<NodeId> spine;
    std::vector<uint32_t> kept;
    ask_for(id, kept);
    while (leans_left(ast_.at(id), note(id))) {
      spine.push_back(id);
      id = ast_.child(ast_.at(id), 0);
      ask_for(id, kept);
    }
    uint32_t start = code_.size();
    emit_alone(id);
    fold(id, start);
    keep(id, kept);
    for (auto next = spine.rbegin(); next != spine.rend(); ++next) {
      emit_with_operand(*next, start);
      fold(*next, start);
      keep(*next, kept);
    }
  }

  // ---- values that are kept for their next use

  void ask_for(NodeId id, std::vector<uint32_t>& kept) {
    std::optional<uint32_t> place = shared_.place_of(id);
    if (!place) return;
    kept.push_back(code_.add(ast_.at(id), Opcode::kKept, 0, 0, static_cast<uint16_t>(*place)));
  }

  // The node's value is on top. Its question is the last one that is open.
  void keep(NodeId id, std::vector<uint32_t>& kept) {
    std::optional<uint32_t> place = shared_.place_of(id);
    if (!place) return;
    code_.add(ast_.at(id), Opcode::kKeep, 0, 0, static_cast<uint16_t>(*place));
    code_.target(kept.back());
    kept.pop_back();
  }

  void emit_alone(NodeId id) {
    const Node& node = ast_.at(id);
    switch (note(id).meaning) {
      case Meaning::kVariable:
        return emit_variable(node, note(id).slot);
      case Meaning::kLocal:
        return code_.push(node, Opcode::kLocal, locals_[note(id).index]);
      case Meaning::kConstant:
        return code_.push_constant(node, note(id).value);
      case Meaning::kFailure:
        return emit_failure(id);
      case Meaning::kRecord:
        return emit_record(id);
      case Meaning::kKnown:
        return emit_known(id);
      case Meaning::kFunction:
      case Meaning::kHost:
        return emit_call(id, note(id).first_argument);
      default:
        break;
    }
    switch (node.kind) {
      case NodeKind::kUnary:
        return emit_unary(id);
      case NodeKind::kLogic:
        return emit_logic(id);
      case NodeKind::kConditional:
        return emit_conditional(id);
      case NodeKind::kList:
        return emit_elements(id, Opcode::kMakeList, 1);
      case NodeKind::kMap:
        return emit_elements(id, Opcode::kMakeMap, 2);
      case NodeKind::kMaybe:
        return emit(ast_.child(node, 0));
      case NodeKind::kBind:
        return emit_bind(id);
      case NodeKind::kBlock:
        return emit_block(id);
      default:
        return code_.push_constant(node, node.value);
    }
  }

  void emit_with_operand(NodeId id, uint32_t start) {
    const Node& node = ast_.at(id);
    switch (node.kind) {
      case NodeKind::kBinary:
        return emit_binary(id, start);
      case NodeKind::kSelect:
        return emit_select(node);
      case NodeKind::kLoop:
        return emit_loop(id);
      case NodeKind::kOptMap:
        return emit_opt_map(id);
      case NodeKind::kCall:
        return emit_call(id, 1);
      default:
        emit(ast_.child(node, 1));
        code_.add(node, Opcode::kIndex, -1, node.is_optional ? 1 : 0);
    }
  }

  // ---- names

  void emit_variable(const Node& node, const Slot& slot) {
    program_.reads.push_back(slot);
    bool lazy = slot.bank == kLazyBank;
    code_.add(node, lazy ? Opcode::kLoadLazy : Opcode::kLoad, 1, lazy ? uint8_t{0} : slot.bank, 0,
              slot.index);
  }

  void emit_known(NodeId id) {
    emit_variable(ast_.at(id), note(id).slot);
    code_.add(ast_.at(id), Opcode::kKnown, 0);
  }

  void emit_failure(NodeId id) {
    Value message = Value::string(program_.text.copy(note(id).failure));
    code_.push(ast_.at(id), Opcode::kFail, code_.constant(message));
  }

  void emit_record(NodeId id) {
    const Node& node = ast_.at(id);
    if (node.count == 0) return code_.push_constant(node, note(id).value);
    emit(ast_.child(node, 1));
  }

  // ---- operators

  void emit_unary(NodeId id) {
    const Node& node = ast_.at(id);
    emit(ast_.child(node, 0));
    code_.add(node, opcode_of(node.op), 0);
  }

  void emit_binary(NodeId id, uint32_t start) {
    const Node& node = ast_.at(id);
    uint32_t middle = code_.size();
    emit(ast_.child(node, 1));
    if (code_.fuse_comparison(node, start, middle)) return;
    code_.add(node, opcode_of(node.op), -1);
  }

  void emit_logic(NodeId id) {
    const Node& node = ast_.at(id);
    bool is_and = node.op == Op::kAnd;
    std::vector<uint32_t> tests;
    emit(ast_.child(node, 0));
    for (uint32_t i = 1; i < node.count; ++i) {
      tests.push_back(code_.add(node, is_and ? Opcode::kAndTest : Opcode::kOrTest, 0));
      emit(ast_.child(node, i));
      code_.add(node, opcode_of(node.op), -1);
    }
    for (uint32_t test : tests) code_.target(test);
  }

  void emit_conditional(NodeId id) {
    const Node& node = ast_.at(id);
    emit(ast_.child(node, 0));
    uint32_t branch = code_.add(ast_.at(ast_.child(node, 0)), Opcode::kBranch, -1);
    uint32_t failed = code_.add(node, Opcode::kJump, 0);
    emit(ast_.child(node, 1));
    uint32_t done = code_.add(node, Opcode::kJump, -1);
    code_.target(branch);
    emit(ast_.child(node, 2));
    code_.target(failed);
    code_.target(done);
  }

  // ---- members and collections

  void emit_select(const Node& node) {
    uint32_t name = code_.constant(Value::interned(program_.text.copy(node.name)));
    if (node.is_test) {
      code_.add(node, Opcode::kHas, 0, 0, 0, name);
    } else {
      code_.add(node, Opcode::kSelect, 0, node.is_optional ? 1 : 0, 0, name);
    }
  }

  // `step` children make one element. The last of them may stand behind '?'.
  void emit_elements(NodeId id, Opcode opcode, uint32_t step) {
    const Node& node = ast_.at(id);
    std::string flags(node.count / step, '\0');
    bool any = false;
    for (uint32_t i = 0; i < node.count; ++i) {
      bool maybe = ast_.at(ast_.child(node, i)).kind == NodeKind::kMaybe;
      if (maybe) flags[i / step] = 1;
      any = any || maybe;
      emit(ast_.child(node, i));
    }
    if (any) code_.push_constant(node, Value::bytes(program_.text.copy(flags)));
    int popped = static_cast<int>(node.count) + (any ? 1 : 0);
    code_.add(node, opcode, 1 - popped, any ? 1 : 0, 0, node.count / step);
  }

  // ---- calls

  void emit_call(NodeId id, uint32_t from) {
    const Node& node = ast_.at(id);
    bool is_host = note(id).meaning == Meaning::kHost;
    if (!is_host && emit_special(id)) return;
    for (uint32_t i = from; i < node.count; ++i) emit(ast_.child(node, i));
    auto count = static_cast<uint16_t>(node.count - note(id).first_argument);
    uint32_t index = 0;
    if (is_host) {
      index = static_cast<uint32_t>(program_.host.size());
      program_.host.push_back(checked_.host[note(id).index]);
    } else {
      index = static_cast<uint32_t>(program_.functions.size());
      program_.functions.push_back(note(id).function);
    }
    code_.add(node, is_host ? Opcode::kHost : Opcode::kCall, 1 - count, 0, count, index);
  }

  // Functions that do not run as calls. The receiver is on the stack already.
  bool emit_special(NodeId id) {
    const Node& node = ast_.at(id);
    const Function& function = *note(id).function;
    if (!function.is_member || function.arity != 2) return false;
    if (function.name == "matches") return emit_matches(node);
    if (function.name != "or" && function.name != "orValue") return false;
    uint8_t unpacks = function.name == "orValue" ? 1 : 0;
    uint32_t test = code_.add(node, Opcode::kOrValue, -1, unpacks);
    emit(ast_.child(node, 1));
    code_.target(test);
    return true;
  }

  bool emit_matches(const Node& node) {
    const Node& pattern = ast_.at(ast_.child(node, 1));
    if (pattern.kind != NodeKind::kLiteral || !pattern.value.is(Kind::kString)) return false;
    if (regex_work_ > kMostRegexWork) {
      report_regex(pattern,
                   "the regular expressions of all expressions are too large together. "
                   "Repeat less, as in {1,100}, or use fewer");
      return true;
    }
    Regex regex(pattern.value.as_text(), PatternSource::kExpression);
    regex_work_ += kWorkOfEachRegex + (regex.ok() ? regex.size() : kWorkOfTooLarge);
    if (!regex.ok()) report_regex(pattern, "this is no regular expression (RE2): " + regex.error());
    code_.add(node, Opcode::kMatches, 0, 0, 0, static_cast<uint32_t>(program_.regexes.size()));
    program_.regexes.push_back(std::move(regex));
    return true;
  }

  void report_regex(const Node& pattern, std::string message) {
    issues_.push_back({.code = "regex",
                       .message = std::move(message),
                       .begin = pattern.begin,
                       .end = pattern.end,
                       .replacement = {}});
  }

  // ---- macros

  void place_local(uint32_t id, uint32_t slot) {
    if (locals_.size() <= id) locals_.resize(id + 1);
    locals_[id] = slot;
  }

  void emit_loop(NodeId id) {
    const Node& node = ast_.at(id);
    auto kind = static_cast<uint8_t>(node.loop);
    auto variables = static_cast<uint16_t>(note(id).locals.size());
    uint32_t frame = code_.depth() - 1;
    for (uint32_t i = 0; i < variables; ++i) place_local(note(id).locals[i], frame + 3 + i);
    code_.add(node, Opcode::kLoopBegin, 2 + variables, kind, variables, frame);
    uint32_t next =
        code_.add(node, Opcode::kLoopNext, 0, static_cast<uint8_t>(variables), 0, frame);
    std::vector<uint32_t> ends = {code_.add(node, Opcode::kJump, 0)};
    if (node.has_filter) {
      emit(ast_.child(node, 1));
      code_.add(node, Opcode::kLoopFilter, -1, kind, 0, frame);
      code_.add(node, Opcode::kJump, 0, 0, 0, next);
      ends.push_back(code_.add(node, Opcode::kJump, 0));
    }
    emit(ast_.child(node, node.count - 1));
    code_.add(node, Opcode::kLoopStep, -1, kind, 0, frame);
    code_.add(node, Opcode::kJump, 0, 0, 0, next);
    for (uint32_t end : ends) code_.target(end);
    uint32_t length = std::min<uint32_t>(code_.size() - next, std::numeric_limits<uint16_t>::max());
    code_.at(next).b = static_cast<uint16_t>(length);
    code_.add(node, Opcode::kLoopEnd, -2 - variables, kind, 0, frame);
  }

  void emit_bind(NodeId id) {
    const Node& node = ast_.at(id);
    emit(ast_.child(node, 0));
    place_local(note(id).locals[0], code_.depth() - 1);
    emit(ast_.child(node, 1));
    code_.add(node, Opcode::kSlide, -1, 0, 0, 1);
  }

  void emit_opt_map(NodeId id) {
    const Node& node = ast_.at(id);
    uint32_t none = code_.add(node, Opcode::kUnwrap, 0);
    place_local(note(id).locals[0], code_.depth() - 1);
    emit(ast_.child(node, 1));
    code_.add(node, Opcode::kSlide, -1, 0, 0, 1);
    if (!node.is_flat) code_.add(node, Opcode::kOptional, 0);
    code_.target(none);
  }

  void emit_block(NodeId id) {
    const Node& node = ast_.at(id);
    uint32_t count = node.count - 1;
    for (uint32_t i = 0; i < count; ++i) {
      emit(ast_.child(node, i));
      place_local(note(id).locals[i], code_.depth() - 1);
    }
    emit(ast_.child(node, count));
    code_.add(node, Opcode::kSlide, -static_cast<int>(count), 0, 0, count);
  }

  // ---- constants

  bool is_constant(NodeId id) const {
    const Node& node = ast_.at(id);
    Constancy constancy = constancy_of(node, note(id));
    if (constancy != Constancy::kIfPartsAre) return constancy == Constancy::kAlways;
    auto children = ast_.children(node).subspan(note(id).first_argument);
    return std::all_of(children.begin(), children.end(),
                       [&](NodeId child) { return constant_[child]; });
  }

  // Replaces the code from `start` by its value, if it has one whatever the facts are.
  void fold(NodeId id, uint32_t start) {
    if (!folds_ || !is_constant(id)) return;
    bool is_simple = code_.size() == start + 1 && code_.at(start).op == Opcode::kConst;
    if (!is_simple) {
      Value value = evaluate_from(start);
      if (!is_plain(value)) return;
      code_.replace(ast_.at(id), start, value);
    }
    constant_[id] = true;
  }

  Value evaluate_from(uint32_t start) {
    uint32_t end = code_.add(ast_.at(ast_.root), Opcode::kReturn, 0);
    program_.stack_size = code_.max_depth() + 1;
    Activation activation;
    activation.arena = &program_.arena;
    activation.steps = kFoldingSteps + program_.code.size();
    Value value = cel::run(program_, activation, start);
    code_.truncate(end);
    return value;
  }

  const Ast& ast_;
  const Checked& checked_;
  bool folds_;
  const SharedParts& shared_;
  uint64_t& regex_work_;
  Program& program_;
  Emitter code_;
  std::vector<Issue>& issues_;
  std::vector<bool> constant_;    // by node: folded
  std::vector<uint32_t> locals_;  // by id: place in the frame
};

}  // namespace

std::shared_ptr<Program> compile_tree(const Ast& ast, const Checked& checked,
                                      std::string_view source, const Environment& environment,
                                      const CompileOptions& options, const SharedParts& shared,
                                      std::shared_ptr<const time::Zones> zones,
                                      std::vector<Issue>& issues) {
  auto program = std::make_shared<Program>();
  program->source = source;
  program->type = checked.type;
  program->zone = environment.zone;
  program->zones = std::move(zones);
  uint64_t alone = 0;
  uint64_t& regex_work = environment.regex_work ? *environment.regex_work : alone;
  Compiler(ast, checked, options, shared, regex_work, *program, issues).run();
  return program;
}

}  // namespace stagegraph::cel
