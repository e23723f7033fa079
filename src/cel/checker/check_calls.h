// Operators, functions, and the choice among overloads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cel/checker/check_profile.h"

namespace stagegraph::cel {

class CallChecks : protected ProfileChecks {
 public:
  using ProfileChecks::ProfileChecks;

 protected:
  ~CallChecks() = default;

  // `name` is the operator's in the library: "_+_".
  Type check_operator(NodeId id, std::string_view name, std::vector<Type> operands);
  Type check_global_call(NodeId id);
  Type check_member_call(NodeId id, const Type& receiver);

 private:
  Type check_named_call(NodeId id, const std::string& name, bool is_member, uint8_t first,
                        std::vector<Type> arguments);
  Type check_known(NodeId id);
  Type check_host(NodeId id, const HostFunction& function, uint8_t first,
                  std::vector<Type>& arguments);
  Type bind_host(NodeId id, const HostFunction& function, uint8_t first,
                 std::span<const Type> arguments, Type result);
  Type unknown_function(NodeId id, const std::string& name, bool is_member, size_t count);
  Type check_extreme(NodeId id, const Function& function, std::span<const Type> arguments);
  bool resolve_overload(const Function& function, std::span<const Type> arguments, Type& result);
  Type mismatch(NodeId id, std::string_view name, const Function& function,
                std::span<const Type> arguments);
};

}  // namespace stagegraph::cel
