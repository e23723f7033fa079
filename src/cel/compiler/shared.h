// Parts of an expression that would be worked out more than once: written twice, or the same for
// every element of a loop. A program keeps the value of each from its first use on.
#pragma once

#include <optional>
#include <vector>

#include "cel/checker/checker.h"

namespace stagegraph::cel {

class SharedParts {
 public:
  // Fields, elements and functions of the library. Nothing with a local variable in it, and nothing
  // constant. Without `enabled`, none at all.
  SharedParts(const Ast& ast, const Checked& checked, bool enabled);

  // Where the node's value is kept, if it is.
  std::optional<uint32_t> place_of(NodeId id) const;
  uint32_t count() const { return count_; }

 private:
  std::vector<uint32_t> places_;  // by node
  uint32_t count_ = 0;
};

}  // namespace stagegraph::cel
