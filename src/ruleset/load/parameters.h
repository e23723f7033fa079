// SPDX-License-Identifier: Apache-2.0
// Parameters of actions and outputs of tables: their declarations, and maps that give each a value.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ruleset/load/load_templates.h"
#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Names and their types.
std::vector<Parameter> read_parameters(Loader& loader, const DocPlace& place);

// Reads the value of one parameter: read_template, or more.
using ReadValue = std::optional<Template> (*)(Loader& loader, const DocPlace& place,
                                              const cel::Type& type, const Scope& scope);

// A value for each parameter out of `entries`, which stand in the map at `place`. Reports those
// that are missing and those that are none of the parameters. `what` is what has the parameters,
// for messages. Empty where some lack.
std::vector<Template> read_arguments(Loader& loader, const DocPlace& place,
                                     const std::vector<DocPlace>& entries,
                                     const std::vector<Parameter>& parameters,
                                     std::string_view what, const Scope& scope,
                                     ReadValue read_value = read_template);

}  // namespace stagegraph::ruleset
