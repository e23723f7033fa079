// SPDX-License-Identifier: Apache-2.0
// Decision tables: which rows match, and what comes out by the table's hit policy.
#pragma once

#include "cel/cel.h"
#include "ruleset/model.h"

namespace stagegraph::engine {

class Evaluator;

// A map from output to value, or a list of such maps for a collecting table. DMN's hit policies:
//   unique    one row may match; two are an error
//   first     the first that matches, as written
//   any       all that match must give the same
//   priority  the one with the highest priority; the first of several such
//   collect   all that match, as written (none: an empty list)
// No match is an error but for collect. A row that is unknown makes the answer unknown wherever
// it could change the answer; a row that fails makes it an error in the same way.
cel::Value evaluate_table(const ruleset::Ruleset& ruleset, ruleset::TableIndex table,
                          Evaluator& evaluator, Arena& arena);

}  // namespace stagegraph::engine
