// What the profile for customer records adds: numbers written beside a decimal or a double take
// its type, and enums have members.
#pragma once

#include <string>

#include "cel/checker/check_state.h"

namespace stagegraph::cel {

class ProfileChecks : protected CheckState {
 public:
  using CheckState::CheckState;

 protected:
  ~ProfileChecks() = default;

  // Reports the texts written in `id` that are no member.
  void check_members(NodeId id, const Type& enumeration);
  // The same for both sides of an equality.
  void check_members_of(NodeId a, const Type& type_a, NodeId b, const Type& type_b);
  // Gives a written number the type that is asked for. `type` follows. False: it stays as it is.
  bool retype_to(NodeId id, Type& type, const Type& target);
  // Of a written number and something else, the written number gives way.
  void adapt(NodeId a, Type& type_a, NodeId b, Type& type_b);
  void adapt_membership(NodeId element, Type& element_type, NodeId range, Type& range_type);

 private:
  bool can_retype(NodeId id, const Type& target) const;
  void retype(NodeId id, const Type& target);
  std::string literal_text(NodeId id) const;
};

}  // namespace stagegraph::cel
