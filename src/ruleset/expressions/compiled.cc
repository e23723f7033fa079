// SPDX-License-Identifier: Apache-2.0
// The names and places that findings about a node show.
#include "ruleset/expressions/compiled.h"

#include <fmt/format.h>

namespace stagegraph::ruleset {

std::string Nodes::name(NodeIndex node) const {
  if (is_table(node)) return fmt::format("table {}", ruleset_.tables[table(node)].name);
  return ruleset_.defines[define(node)].name;
}

const DocPlace& Nodes::place(NodeIndex node) const {
  return is_table(node) ? names_.tables.place(table(node)) : names_.defines.place(define(node));
}

}  // namespace stagegraph::ruleset
