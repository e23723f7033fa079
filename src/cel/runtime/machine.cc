// SPDX-License-Identifier: Apache-2.0
// Runs programs: one loop over instructions and one stack of values.
//
// Values move between the stack and the operators in runtime/. Common cases (comparing two plain
// values, adding two ints) are answered in the loop itself. All else is a call, before which mark()
// notes the place in the source for errors.
//
// A named expression that is not known yet this round does not recurse: enter() keeps the program
// that waits as a Frame and starts the other on the same stack, and leave() puts the value where it
// is kept and goes back. The depth is bounded by kMaxFrames.
//
// The budget: a program pays for all of its instructions when it starts, a loop for its body at
// each element, and functions for the data they work on before they do so. No evaluation therefore
// takes longer than its steps allow.
//
// Invariant: `top` points one past the topmost value, and a program never needs more than its
// stack_size, which the compiler has counted.
#include "cel/runtime/machine.h"

#include <array>
#include <new>

#include "cel/common/text_offsets.h"
#include "cel/runtime/arithmetic.h"
#include "cel/runtime/collections.h"
#include "cel/runtime/comparison.h"
#include "cel/runtime/logic.h"
#include "cel/runtime/loops.h"
#include "cel/runtime/optionals.h"
#include "cel/runtime/relate.h"

namespace stagegraph::cel {
namespace {

constexpr size_t kInlineStack = 64;
constexpr uint32_t kMaxFrames = 250;

// A program that waits for a named expression it asked for.
struct Frame {
  const Program* program = nullptr;
  const Instruction* pc = nullptr;
  Value* base = nullptr;
  Value* top = nullptr;
  Value* limit = nullptr;
  uint32_t wanted = 0;  // the named expression
  Frame* parent = nullptr;
};

class Machine {
 public:
  Machine(const Program& program, Activation& activation)
      : runtime_(*activation.arena, activation.steps), activation_(activation), program_(&program) {
    if (activation.budget != 0) runtime_.budget = activation.budget;
  }

  Value run(uint32_t start);

 private:
  void mark(const Instruction* pc) {
    const SourceRange& range = program_->ranges[static_cast<size_t>(pc - program_->code.data())];
    runtime_.begin = range.begin;
    runtime_.end = range.end;
  }

  template <Op kOp>
  [[gnu::always_inline]] Value related(const Instruction* pc, const Value& a, const Value& b) {
    Value answer;
    if (relate_plain<kOp>(a, b, answer)) return answer;
    mark(pc);
    return compare(runtime_, kOp, a, b);
  }

  template <Op kOp>
  [[gnu::always_inline]] Value computed(const Instruction* pc, const Value& a, const Value& b) {
    if (a.is(Kind::kInt) && b.is(Kind::kInt)) {
      int64_t result = 0;
      bool overflow = kOp == Op::kAdd ? __builtin_add_overflow(a.as_int(), b.as_int(), &result)
                                      : __builtin_sub_overflow(a.as_int(), b.as_int(), &result);
      if (!overflow) return Value::integer(result);
    }
    mark(pc);
    return arithmetic(runtime_, kOp, a, b);
  }

  template <Op kOp>
  [[gnu::always_inline]] Value related_variable(const Instruction* pc) {
    return related<kOp>(pc, activation_.banks[pc->a][pc->c], program_->constants[pc->b]);
  }

  // An unknown hides an error, but not that the budget was spent: it may lack variables.
  Value finished(const Value& value) {
    return runtime_.steps_left == 0 && value.is_unknown() ? runtime_.spent() : value;
  }

  Value call(const Instruction* pc, std::span<const Value> arguments);
  Value call_host(const Instruction* pc, std::span<const Value> arguments);
  Value match(const Instruction* pc, const Value& text);
  Value make(const Instruction* pc, Value*& top);
  LoopFrame& loop(const Instruction* pc) { return *reinterpret_cast<LoopFrame*>(base_ + pc->c); }
  Value* loop_variables(const Instruction* pc) { return base_ + pc->c + 3; }
  Value* begin_of_loop(const Instruction* pc, Value* top);
  bool next_of_loop(const Instruction* pc);
  uint32_t filtered(const Instruction* pc, const Value& answer);
  // Enters a named expression. Where it cannot, an error is on the stack.
  const Instruction* enter(const Instruction* pc, Value*& top);
  const Instruction* leave(Value*& top);
  bool start_program(Value* top);

  Runtime runtime_;
  Activation& activation_;
  const Program* program_;
  Value* base_ = nullptr;
  Value* limit_ = nullptr;
  Frame* frames_ = nullptr;
  uint32_t frame_count_ = 0;
};

Value Machine::call(const Instruction* pc, std::span<const Value> arguments) {
  mark(pc);
  uint64_t reading = 0;  // a conversion reads all of its text
  for (const Value& argument : arguments) {
    if (!is_plain(argument)) return absorb(runtime_, arguments);
    reading += comparison_cost(text_size(argument));
  }
  if (reading > 0 && !runtime_.charge(reading)) return runtime_.spent();
  return program_->functions[pc->c]->call(runtime_, arguments);
}

Value Machine::call_host(const Instruction* pc, std::span<const Value> arguments) {
  mark(pc);
  for (const Value& argument : arguments) {
    if (!is_plain(argument)) return absorb(runtime_, arguments);
  }
  if (!runtime_.charge(1)) return runtime_.spent();
  const BoundHost& bound = program_->host[pc->c];
  // The host may evaluate other programs, and they spend of the same budget.
  activation_.steps = runtime_.steps_left;
  Value result = bound.call(activation_.host, bound.immediate, arguments, runtime_.arena);
  runtime_.steps_left = activation_.steps;
  return result;
}

Value Machine::match(const Instruction* pc, const Value& text) {
  mark(pc);
  if (!is_plain(text)) return text;
  if (!text.is(Kind::kString)) return runtime_.no_overload("matches", {&text, 1});
  return program_->regexes[pc->c].match(runtime_, text.as_text());
}

Value Machine::make(const Instruction* pc, Value*& top) {
  mark(pc);
  const Value* flags = pc->a != 0 ? --top : nullptr;
  bool is_list = pc->op == Opcode::kMakeList;
  size_t count = is_list ? pc->c : size_t{2} * pc->c;
  top -= count;
  std::span<const Value> parts(top, count);
  return is_list ? build_list(runtime_, parts, flags) : build_map(runtime_, parts, flags);
}

Value* Machine::begin_of_loop(const Instruction* pc, Value* top) {
  mark(pc);
  Value* end = top + 2 + pc->b;
  std::uninitialized_default_construct(top, end);
  begin_loop(runtime_, static_cast<LoopKind>(pc->a), loop(pc));
  return end;
}

bool Machine::next_of_loop(const Instruction* pc) {
  LoopFrame& frame = loop(pc);
  if (!next_element(frame, loop_variables(pc), pc->a)) return false;
  if (runtime_.charge(pc->b)) return true;
  mark(pc);
  frame.result = runtime_.spent();
  return false;
}

// How many of the jumps that follow to skip: go on with the element, with the next one, or stop.
uint32_t Machine::filtered(const Instruction* pc, const Value& answer) {
  mark(pc);
  switch (filter_element(runtime_, loop(pc), answer)) {
    case FilterAnswer::kTake:
      return 2;
    case FilterAnswer::kSkip:
      return 0;
    default:
      return 1;
  }
}

inline bool Machine::start_program(Value* top) {
  runtime_.zone = program_->zone;
  runtime_.zones = program_->zones.get();
  runtime_.source = &program_->source;
  if (limit_ - top < static_cast<ptrdiff_t>(program_->stack_size)) {
    auto stack = runtime_.arena.make_array<Value>(program_->stack_size + kInlineStack);
    top = stack.data();
    limit_ = top + stack.size();
  }
  base_ = top;
  return runtime_.charge(program_->code.size());
}

const Instruction* Machine::enter(const Instruction* pc, Value*& top) {
  LazyBank& lazy = *activation_.lazy;
  if (lazy.rounds[pc->c] == lazy.round) {
    new (top++) Value(lazy.values[pc->c]);
    return pc + 1;
  }
  if (frame_count_ == kMaxFrames) {
    mark(pc);
    new (top++) Value(runtime_.fail("named expressions refer to each other in a circle"));
    return pc + 1;
  }
  auto* frame = runtime_.arena.make<Frame>();
  *frame = {program_, pc + 1, base_, top, limit_, pc->c, frames_};
  frames_ = frame;
  ++frame_count_;
  program_ = lazy.programs[pc->c];
  bool paid = start_program(top);
  top = base_;
  if (paid) return program_->code.data();
  new (top++) Value(runtime_.spent());
  return leave(top);
}

// Keeps the named expression's value, on top, and goes back to who asked for it.
const Instruction* Machine::leave(Value*& top) {
  Value result = top[-1];
  Frame* frame = frames_;
  LazyBank& lazy = *activation_.lazy;
  lazy.values[frame->wanted] = result;
  lazy.rounds[frame->wanted] = lazy.round;
  program_ = frame->program;
  runtime_.zone = program_->zone;
  runtime_.zones = program_->zones.get();
  runtime_.source = &program_->source;
  base_ = frame->base;
  limit_ = frame->limit;
  top = frame->top;
  frames_ = frame->parent;
  --frame_count_;
  new (top++) Value(result);
  return frame->pc;
}

Value Machine::run(uint32_t start) {
  // Left uninitialised: clearing it would take longer than most conditions.
  alignas(Value) std::array<std::byte, kInlineStack * sizeof(Value)> storage;
  auto* top = reinterpret_cast<Value*>(storage.data());
  limit_ = top + kInlineStack;
  if (!start_program(top)) {
    activation_.steps = 0;
    return runtime_.spent();
  }
  top = base_;
  const Instruction* pc = program_->code.data() + start;
  while (true) {
    const Instruction* at = pc++;
    switch (at->op) {
      case Opcode::kReturn:
        if (frames_ == nullptr) {
          activation_.steps = runtime_.steps_left;
          return finished(top[-1]);
        }
        pc = leave(top);
        break;
      case Opcode::kConst:
        new (top++) Value(program_->constants[at->c]);
        break;
      case Opcode::kLoad:
        new (top++) Value(activation_.banks[at->a][at->c]);
        break;
      case Opcode::kLoadLazy:
        pc = enter(at, top);
        break;
      case Opcode::kLocal:
        new (top++) Value(base_[at->c]);
        break;
      case Opcode::kFail:
        mark(at);
        new (top++) Value(runtime_.fail(program_->constants[at->c].as_text()));
        break;
      case Opcode::kKnown:
        top[-1] = Value::boolean(!top[-1].is_unknown());
        break;

      case Opcode::kAdd:
        --top;
        top[-1] = computed<Op::kAdd>(at, top[-1], *top);
        break;
      case Opcode::kSubtract:
        --top;
        top[-1] = computed<Op::kSubtract>(at, top[-1], *top);
        break;
      case Opcode::kMultiply:
        mark(at);
        --top;
        top[-1] = arithmetic(runtime_, Op::kMultiply, top[-1], *top);
        break;
      case Opcode::kDivide:
        mark(at);
        --top;
        top[-1] = arithmetic(runtime_, Op::kDivide, top[-1], *top);
        break;
      case Opcode::kModulo:
        mark(at);
        --top;
        top[-1] = arithmetic(runtime_, Op::kModulo, top[-1], *top);
        break;
      case Opcode::kEqual:
        --top;
        top[-1] = related<Op::kEqual>(at, top[-1], *top);
        break;
      case Opcode::kNotEqual:
        --top;
        top[-1] = related<Op::kNotEqual>(at, top[-1], *top);
        break;
      case Opcode::kLess:
        --top;
        top[-1] = related<Op::kLess>(at, top[-1], *top);
        break;
      case Opcode::kLessEqual:
        --top;
        top[-1] = related<Op::kLessEqual>(at, top[-1], *top);
        break;
      case Opcode::kGreater:
        --top;
        top[-1] = related<Op::kGreater>(at, top[-1], *top);
        break;
      case Opcode::kGreaterEqual:
        --top;
        top[-1] = related<Op::kGreaterEqual>(at, top[-1], *top);
        break;
      case Opcode::kIn:
        mark(at);
        --top;
        top[-1] = contains_element(runtime_, top[-1], *top);
        break;
      case Opcode::kNegate:
        mark(at);
        top[-1] = negate(runtime_, top[-1]);
        break;
      case Opcode::kNot:
        mark(at);
        top[-1] = logical_not(runtime_, top[-1]);
        break;

      case Opcode::kVarEqual:
        new (top++) Value(related_variable<Op::kEqual>(at));
        break;
      case Opcode::kVarNotEqual:
        new (top++) Value(related_variable<Op::kNotEqual>(at));
        break;
      case Opcode::kVarLess:
        new (top++) Value(related_variable<Op::kLess>(at));
        break;
      case Opcode::kVarLessEqual:
        new (top++) Value(related_variable<Op::kLessEqual>(at));
        break;
      case Opcode::kVarGreater:
        new (top++) Value(related_variable<Op::kGreater>(at));
        break;
      case Opcode::kVarGreaterEqual:
        new (top++) Value(related_variable<Op::kGreaterEqual>(at));
        break;

      case Opcode::kAndTest:
        if (top[-1].is_false()) pc = program_->code.data() + at->c;
        break;
      case Opcode::kOrTest:
        if (top[-1].is_true()) pc = program_->code.data() + at->c;
        break;
      case Opcode::kAnd:
        --top;
        if (top[-1].is_true() && top->is(Kind::kBool)) {
          top[-1] = Value::boolean(top->as_bool());
        } else {
          mark(at);
          top[-1] = logical_and(runtime_, top[-1], *top);
        }
        break;
      case Opcode::kOr:
        --top;
        if (top[-1].is_false() && top->is(Kind::kBool)) {
          top[-1] = Value::boolean(top->as_bool());
        } else {
          mark(at);
          top[-1] = logical_or(runtime_, top[-1], *top);
        }
        break;
      case Opcode::kBranch:
        --top;
        if (top->is_true()) {
          ++pc;
        } else if (top->is_false()) {
          pc = program_->code.data() + at->c;
        } else {
          mark(at);
          *top = not_bool(runtime_, *top);
          ++top;
        }
        break;
      case Opcode::kJump:
        pc = program_->code.data() + at->c;
        break;
      case Opcode::kSlide:
        top[-1 - static_cast<ptrdiff_t>(at->c)] = top[-1];
        top -= at->c;
        break;

      case Opcode::kKept:
        if (!is_missing(base_[at->b])) {
          new (top++) Value(base_[at->b]);
          pc = program_->code.data() + at->c;
        }
        break;
      case Opcode::kKeep:
        base_[at->b] = top[-1];
        break;

      case Opcode::kSelect:
        mark(at);
        top[-1] = select_field(runtime_, top[-1], program_->constants[at->c].as_text(), at->a != 0);
        break;
      case Opcode::kHas:
        mark(at);
        top[-1] = has_field(runtime_, top[-1], program_->constants[at->c].as_text());
        break;
      case Opcode::kIndex:
        mark(at);
        --top;
        top[-1] = select_index(runtime_, top[-1], *top, at->a != 0);
        break;
      case Opcode::kMakeList:
      case Opcode::kMakeMap: {
        Value made = make(at, top);
        new (top++) Value(made);
        break;
      }
      case Opcode::kCall: {
        Value result = call(at, {top - at->b, at->b});
        top -= at->b;
        new (top++) Value(result);
        break;
      }
      case Opcode::kHost: {
        Value result = call_host(at, {top - at->b, at->b});
        top -= at->b;
        new (top++) Value(result);
        break;
      }
      case Opcode::kMatches:
        top[-1] = match(at, top[-1]);
        break;
      case Opcode::kOrValue:
        mark(at);
        if (or_value(runtime_, top[-1], at->a != 0)) {
          pc = program_->code.data() + at->c;
        } else {
          --top;
        }
        break;
      case Opcode::kOptional:
        mark(at);
        if (is_plain(top[-1])) top[-1] = make_optional(runtime_, top[-1]);
        break;
      case Opcode::kUnwrap:
        mark(at);
        if (!unwrap_optional(runtime_, top[-1])) pc = program_->code.data() + at->c;
        break;

      case Opcode::kLoopBegin:
        top = begin_of_loop(at, top);
        break;
      case Opcode::kLoopNext:
        pc += next_of_loop(at) ? 1 : 0;
        break;
      case Opcode::kLoopFilter:
        --top;
        pc += filtered(at, *top);
        break;
      case Opcode::kLoopStep:
        mark(at);
        --top;
        if (!step_loop(runtime_, static_cast<LoopKind>(at->a), loop(at), loop_variables(at),
                       *top)) {
          ++pc;
        }
        break;
      case Opcode::kLoopEnd:
        mark(at);
        base_[at->c] = end_loop(runtime_, static_cast<LoopKind>(at->a), loop(at));
        top = base_ + at->c + 1;
        break;
    }
  }
}

}  // namespace

Value run(const Program& program, Activation& activation, uint32_t start) {
  return Machine(program, activation).run(start);
}

}  // namespace stagegraph::cel
