// The memory a context lends to a decision.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cel/cel.h"
#include "engine/context.h"

namespace stagegraph::engine {

struct Context::Workspace {
  std::shared_ptr<const ruleset::Ruleset> ruleset;  // for which the rest was laid out
  bool has_extras = false;                          // slots hold a payload or a due instant
  std::vector<cel::Value> context;                  // the context bank
  std::vector<cel::Value> lazy_values;              // of named expressions
  std::vector<uint32_t> lazy_rounds;
  cel::LazyBank lazy;
  cel::Activation activation;
  std::string text;                              // of a template being joined
  std::vector<ruleset::FactIndex> touched;       // facts that this step has written to
  std::vector<ruleset::TransitionIndex> voided;  // transitions whose requests this step made void
};

}  // namespace stagegraph::engine
