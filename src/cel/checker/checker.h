// Gives every node a type and every name a meaning, and finds what cannot work.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cel/common/environment.h"
#include "cel/functions/library.h"
#include "cel/syntax/ast.h"

namespace stagegraph::cel {

enum class Meaning : uint8_t {
  kPlain,     // as the node's kind says
  kVariable,  // slot
  kLocal,     // index is the variable's id
  kConstant,  // value: a type's name, an enum's constant
  kFunction,  // function, with `children` of the node from first_argument
  kHost,      // index into Checked::host
  kKnown,     // known(x): slot
  kRecord,    // the value of a record's single field
  kFailure,   // what would be an issue fails when it runs: unchecked mode only
};

struct Annotation {
  Type type;
  Meaning meaning = Meaning::kPlain;
  uint8_t first_argument = 0;
  Slot slot;
  uint32_t index = 0;
  const Function* function = nullptr;
  Value value;
  std::vector<uint32_t> locals;  // ids of the variables a macro introduces
  std::string failure;
};

struct Checked {
  std::vector<Annotation> notes;  // by node
  std::vector<BoundHost> host;
  Type type;
};

// May change literals of the tree: the profile retypes numbers.
Checked check(Ast& ast, std::string_view source, const Environment& environment,
              const CompileOptions& options, std::vector<Issue>& issues);

}  // namespace stagegraph::cel
