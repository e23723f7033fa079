// Compiles the expressions of one ruleset: what they may name, where they may name it, and what
// they turn out to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cel/cel.h"
#include "ruleset/expressions/dependency_order.h"
#include "ruleset/expressions/host_functions.h"
#include "ruleset/expressions/source_map.h"
#include "ruleset/model.h"
#include "ruleset/reading/findings.h"
#include "ruleset/reading/names.h"

namespace stagegraph::ruleset {

// What an expression may name besides facts and named expressions, by where it stands.
struct Scope {
  enum class Events : uint8_t { kAbsent, kOne, kAny };
  Events events = Events::kAbsent;
  EventIndex event = kNone;  // with kOne
  bool due = false;          // inside a deadline
  bool clock = true;         // whether `now` may be read
  StageIndex stage = kNone;  // whose siblings bare names mean
  TableIndex table = kNone;  // whose row it is in
};

class Expressions {
 public:
  Expressions(const yaml::Document& document, Ruleset& ruleset, const Names& names,
              Findings& findings, const cel::Limits& limits);

  // Once facts, events and the names of the rest are in the ruleset.
  void declare();

  // Compiles all of `define`, in the order in which they need one another; `sources` is parallel
  // to Ruleset::defines.
  void compile_defines(const IndexedVector<SourceText, Define>& sources);

  // The index in Ruleset::expressions, or kNone when there were findings.
  ExpressionIndex compile(const SourceText& source, const std::string& path, const Scope& scope,
                          const std::optional<cel::Type>& expected);

  // The type of a variable in a scope; nothing where there is none of that name.
  std::optional<cel::Type> variable_type(std::string_view name, const Scope& scope);
  std::vector<std::string> variable_names(const Scope& scope);

  // Once every expression is compiled: fills in what each reads through others, and reports
  // cycles of tables and what is read where it does not exist.
  void finish();

 private:
  // A named expression or a table: what expressions can need. Named expressions come first.
  struct Node;
  using NodeIndex = IndexOf<Node>;

  // What an expression itself names.
  struct Reads {
    std::vector<FactIndex> facts;  // sorted, like the rest
    std::vector<FieldIndex> payload;
    std::vector<NodeIndex> nodes;
    bool now = false;
    bool event = false;
  };
  struct Compiled {
    SourceText source;
    Scope scope;
    Reads reads;
    cel::Cost cost;
    cel::Cost assumed_cost;
  };
  // The most steps of named expressions and tables, by node.
  struct NodeSteps {
    IndexedVector<uint64_t, Node> own;
    IndexedVector<uint64_t, Node>
        all;  // with those that each needs; what is needed twice counts twice
  };

  // Variables by the last part of their names.
  using WordIndex = std::unordered_map<std::string, std::vector<uint32_t>>;

  static NodeIndex node_of(DefineIndex define) { return NodeIndex(define.value()); }
  NodeIndex node_of(TableIndex table) const {
    return NodeIndex(ruleset_.defines.size() + table.value());
  }
  bool is_table(NodeIndex node) const { return node.value() >= ruleset_.defines.size(); }
  static DefineIndex define_of(NodeIndex node) { return DefineIndex(node.value()); }
  TableIndex table_of(NodeIndex node) const {
    return TableIndex(node.value() - ruleset_.defines.size());
  }
  std::string node_name(NodeIndex node) const;
  const Spot& node_spot(NodeIndex node) const;

  void enter(const Scope& scope);
  WordIndex index_variables(size_t first) const;
  const cel::Variable* find_variable(std::string_view name) const;
  const cel::Environment& environment_for(std::string_view source);
  void add_event_variables(const std::vector<FieldIndex>& fields);
  void add_any_event_variables();
  void declare_fixed();
  void add_variable(std::string name, cel::Type type, cel::Slot slot);
  Needs<Define> define_needs(const IndexedVector<SourceText, Define>& sources);
  void report_cycle(const std::vector<NodeIndex>& cycle);
  void report(const cel::Issue& issue, const SourceText& source, const std::string& path,
              const Scope& scope);
  bool report_ambiguous(const cel::Program& program, const SourceText& source,
                        const std::string& path);
  Reads reads_of(const cel::Program& program) const;

  Needs<Node> node_needs() const;
  IndexedVector<Reads, Node> own_reads(const Needs<Node>& needs) const;
  void add_through(Reads& reads, const IndexedVector<Reads, Node>& nodes) const;
  bool is_too_large(size_t& total, const Reads& reads, const Location& location);
  bool check_depth(const Needs<Node>& needs, const std::vector<NodeIndex>& order);
  void check_place(const Compiled& compiled, const Expression& expression, const Reads& all);

  // ---- steps (expression_costs.cc)
  using CostOf = const cel::Cost Compiled::*;
  void check_costs(const Needs<Node>& needs, const std::vector<NodeIndex>& order);
  void check_cost(ExpressionIndex expression, const NodeSteps& declared, const NodeSteps& assumed,
                  const Needs<Node>& needs);
  NodeSteps node_steps(const Needs<Node>& needs, const std::vector<NodeIndex>& order,
                       CostOf cost) const;
  uint64_t steps_of(const Compiled& compiled, const NodeSteps& nodes, CostOf cost) const;
  uint64_t exact_steps(const Compiled& compiled, const NodeSteps& nodes, const Needs<Node>& needs,
                       CostOf cost) const;
  void report_cost(ExpressionIndex expression, uint64_t steps, bool is_assumed);
  std::string remedy(const Compiled& compiled, uint64_t others, bool is_assumed);
  uint64_t largest_fit(const Compiled& compiled, FactIndex fact, uint64_t others, uint64_t size);
  uint64_t size_in_use(FactIndex fact) const;

  const yaml::Document& document_;
  Ruleset& ruleset_;
  const Names& names_;
  Findings& findings_;
  HostBinding binding_;
  cel::Environment environment_;
  size_t fixed_variables_ = 0;
  WordIndex fixed_words_;
  Scope scope_;                           // the one entered last
  WordIndex scope_words_;                 // of the variables past the fixed ones
  cel::Environment narrow_;               // with only the variables that one expression may name
  std::vector<cel::Variable> any_event_;  // variables of a place where any event may be
  std::vector<std::string> ambiguous_;    // fields of one name and several types
  IndexedVector<Compiled, Expression> compiled_;
  uint32_t cost_remedies_ = 0;  // worked out so far
};

}  // namespace stagegraph::ruleset
