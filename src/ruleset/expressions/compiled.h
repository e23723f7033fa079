// SPDX-License-Identifier: Apache-2.0
// One compiled expression as the checks of the whole ruleset see it, and the numbering of what
// expressions need: named expressions, then tables.
#pragma once

#include <string>
#include <vector>

#include "cel/cel.h"
#include "ruleset/expressions/source_map.h"
#include "ruleset/model.h"
#include "ruleset/reading/names.h"

namespace stagegraph::ruleset {

// What an expression may name besides facts and named expressions, by where it stands.
struct Scope {
  enum class Events : uint8_t { kAbsent, kOne, kAny };
  Events events = Events::kAbsent;
  EventIndex event = kNone;  // with kOne
  bool due = false;          // inside a deadline
  bool clock = true;         // whether `now` may be read
  bool old = false;          // whether `old`, the facts of an earlier version, may be read
  StageIndex stage = kNone;  // whose siblings bare names mean
  TableIndex table = kNone;  // whose row it is in
};

// A named expression or a table.
struct Node;
using NodeIndex = IndexOf<Node>;

class Nodes {
 public:
  Nodes(const Ruleset& ruleset, const Names& names) : ruleset_(ruleset), names_(names) {}

  size_t size() const { return ruleset_.defines.size() + ruleset_.tables.size(); }
  NodeIndex of(DefineIndex define) const { return NodeIndex(define.value()); }
  NodeIndex of(TableIndex table) const {
    return NodeIndex(ruleset_.defines.size() + table.value());
  }
  bool is_table(NodeIndex node) const { return node.value() >= ruleset_.defines.size(); }
  DefineIndex define(NodeIndex node) const { return DefineIndex(node.value()); }
  TableIndex table(NodeIndex node) const {
    return TableIndex(node.value() - ruleset_.defines.size());
  }
  std::string name(NodeIndex node) const;  // for messages
  const DocPlace& place(NodeIndex node) const;

 private:
  const Ruleset& ruleset_;
  const Names& names_;
};

// What an expression itself names.
struct Reads {
  std::vector<FactIndex> facts;  // sorted, like the rest
  std::vector<FieldIndex> payload;
  std::vector<NodeIndex> nodes;
  bool now = false;
  bool event = false;
};

struct CompiledExpression {
  SourceText source;
  Scope scope;
  Reads reads;
  cel::Cost cost;
  cel::Cost assumed_cost;
};
using CompiledExpressions = IndexedVector<CompiledExpression, Expression>;

}  // namespace stagegraph::ruleset
