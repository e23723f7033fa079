// The checker's state, shared by the files that check one kind of thing each.
#pragma once

#include <string>
#include <vector>

#include "cel/checker.h"
#include "cel/names.h"
#include "cel/unify.h"

namespace stagegraph::cel {

class Checker {
 public:
  Checker(Ast& ast, std::string_view source, const Environment& environment,
          const CompileOptions& options, std::vector<Issue>& issues);
  Checked run();

 private:
  // ---- the walk (checker.cc)
  Type check(NodeId id);
  bool leans_left(const Node& node) const;
  Type check_alone(NodeId id, std::span<const NodeId> spine);
  Type check_with_operand(NodeId id, const Type& operand);
  Type check_select(NodeId id, const Type& operand);
  Type select_type(NodeId id, const Type& operand);
  Type check_logic(NodeId id);
  Type check_conditional(NodeId id);
  Type check_list(NodeId id);
  Type check_map(NodeId id);
  Type check_element(NodeId id);
  Type check_root(NodeId id);
  void join(const Type& type, Type& joined, bool& mixed);
  void expect_bool(NodeId id, const Type& type);

  // ---- names and macros (check_names.cc)
  bool resolve_name(NodeId id, Type& type);
  Type unknown_name(NodeId id, std::span<const NodeId> spine);
  Type check_loop(NodeId id, const Type& range);
  Type merged_maps(NodeId body_id, const Type& body);
  Type check_bind(NodeId id);
  Type check_opt_map(NodeId id, const Type& operand);
  Type check_block(NodeId id);
  Type check_record(NodeId id);
  uint32_t declare(NodeId id, std::string_view name, const Type& type);

  // ---- calls (check_calls.cc)
  Type check_operator(NodeId id, std::string_view name, std::vector<Type> operands);
  Type check_global_call(NodeId id);
  Type check_member_call(NodeId id, const Type& receiver);
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

  // ---- the profile (check_profile.cc)
  void check_members_of(NodeId a, const Type& type_a, NodeId b, const Type& type_b);
  void adapt(NodeId a, Type& type_a, NodeId b, Type& type_b);
  void adapt_membership(NodeId element, Type& element_type, NodeId range, Type& range_type);
  bool can_retype(NodeId id, const Type& target) const;
  void retype(NodeId id, const Type& target);
  bool retype_to(NodeId id, Type& type, const Type& target);
  void check_members(NodeId id, const Type& enumeration);
  std::string literal_text(NodeId id) const;

  // ---- reporting
  Type problem(NodeId id, std::string code, std::string message);
  Type problem_at(NodeId id, uint32_t begin, uint32_t end, std::string code, std::string message,
                  std::optional<std::string> replacement = {});
  Type set(NodeId id, Type type);
  std::string show(const Type& type) const { return to_string(unifier_.finish(type)); }

  Ast& ast_;
  std::string_view source_;
  const Environment& environment_;
  const CompileOptions& options_;
  std::vector<Issue>& issues_;
  Names names_;
  Unifier unifier_;
  Checked out_;
  uint32_t next_local_ = 0;
};

}  // namespace stagegraph::cel
