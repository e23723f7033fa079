// SPDX-License-Identifier: Apache-2.0
// A checked expression as a flat list of instructions for a stack machine, with all it refers to.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/arena.h"
#include "cel/common/environment.h"
#include "cel/common/function.h"
#include "cel/common/type.h"
#include "cel/common/value.h"
#include "cel/runtime/regex.h"

namespace stagegraph::cel {

enum class Opcode : uint8_t {
  kReturn,
  kConst,     // push constants[c]
  kLoad,      // push banks[a][c]
  kLoadLazy,  // push the named expression c, evaluated at most once a round
  kLocal,     // push the frame's value c
  kFail,      // push an error with the message constants[c]
  kKnown,     // top: is it known?
  // Operators, on the two topmost values or the topmost.
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kNegate,
  kNot,
  // The variable c of bank a against constants[b].
  kVarEqual,
  kVarNotEqual,
  kVarLess,
  kVarLessEqual,
  kVarGreater,
  kVarGreaterEqual,
  // Control. `c` is the index of an instruction.
  kAndTest,  // top is false: go to c, keeping it
  kAnd,      // both topmost, as && has it
  kOrTest,
  kOr,
  kBranch,  // pop the condition. false: go to c, true: skip one, else push what is wrong
  kJump,
  kSlide,  // drop c values below the top
  // A value that is needed more than once, in slot b of the frame.
  kKept,  // it is there: push it and go to c
  kKeep,  // it is on top
  // Members and collections.
  kSelect,    // .constants[c], a: optional
  kHas,       // has(.constants[c])
  kIndex,     // a: optional
  kMakeList,  // of the c topmost, a: the top tells which are optional
  kMakeMap,   // of the c topmost pairs, a: as above
  kCall,      // functions[c] with b arguments
  kHost,      // host[c] with b arguments
  kMatches,   // top against regexes[c]
  kOrValue,   // the top optional has a value: go to c with it (a: unpacked). None: drop it
  kOptional,  // top is an optional's content: wrap it
  kUnwrap,    // replace the top optional by its value. None or not plain: go to c
  // Loops. The frame holds, from slot c: range, index, result, variables.
  kLoopBegin,   // a: LoopKind. Pushes index, result and room for b variables
  kLoopNext,    // sets the a variables and skips one. At the end it does not. Costs b
  kLoopStep,    // a: LoopKind. Takes the body's value in. Decided: skips one
  kLoopFilter,  // false: goes on, fails: skips one, true: skips two
  kLoopEnd,     // leaves the result only
};

struct Instruction {
  Opcode op = Opcode::kReturn;
  uint8_t a = 0;
  uint16_t b = 0;
  uint32_t c = 0;
};
static_assert(sizeof(Instruction) == 8);

// What a slot holds before the value that will be kept there: an error of nothing.
inline Value missing_value() { return Value::error(nullptr); }
inline bool is_missing(const Value& value) { return value.is_error() && value.as_uint() == 0; }

// Bytes of the source, half open.
struct SourceRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

class Program {
 public:
  std::string source;
  Type type;
  std::vector<Instruction> code;
  std::vector<SourceRange> ranges;  // of each instruction
  std::vector<Value> constants;
  std::vector<const Function*> functions;
  std::vector<BoundHost> host;
  std::vector<Regex> regexes;
  std::vector<Slot> reads;
  uint32_t stack_size = 0;
  const time::Zone* zone = nullptr;
  std::shared_ptr<const time::Zones> zones;
  Arena arena;     // of computed constants
  Arena text;      // of names and messages
  Arena literals;  // of texts as they were written
};

}  // namespace stagegraph::cel
