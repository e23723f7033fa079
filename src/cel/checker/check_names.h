// Names and the variables that macros introduce.
#pragma once

#include <span>
#include <string_view>

#include "cel/checker/check_calls.h"

namespace stagegraph::cel {

class NameChecks : protected CallChecks {
 public:
  using CallChecks::CallChecks;

 protected:
  ~NameChecks() = default;

  // Whether the node is a name that has been declared. If so, notes its meaning and type.
  bool resolve_name(NodeId id, Type& type);
  // `id` is an identifier. The spine above it may select fields, so that the whole may be a name.
  Type unknown_name(NodeId id, std::span<const NodeId> spine);
  Type check_loop(NodeId id, const Type& range);
  Type check_bind(NodeId id);
  Type check_opt_map(NodeId id, const Type& operand);
  Type check_block(NodeId id);
  Type check_record(NodeId id);

 private:
  Type merged_maps(NodeId body_id, const Type& body);
  uint32_t declare(NodeId id, std::string_view name, const Type& type);

  uint32_t next_local_ = 0;
};

}  // namespace stagegraph::cel
