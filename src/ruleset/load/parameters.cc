// SPDX-License-Identifier: Apache-2.0
// Missing and unknown parameters are reported together with the map that should have them.
#include "ruleset/load/parameters.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/join.h"
#include "ruleset/load/load_facts.h"

namespace stagegraph::ruleset {

namespace {

// In one finding; a map may lack very many.
bool check_complete(Loader& loader, const DocPlace& place, const std::vector<Parameter>& parameters,
                    std::string_view what) {
  constexpr size_t kMost = 5;
  std::vector<std::string> missing;
  for (const Parameter& parameter : parameters) {
    if (missing.size() == kMost) break;
    if (place.node->find(parameter.name) != nullptr) continue;
    missing.push_back(fmt::format("'{}'", parameter.name));
  }
  if (missing.empty()) return true;
  loader.findings.error_at_head("missing-key", place,
                                fmt::format("{} needs {}", what, join_some(missing)));
  return false;
}

void report_unknown(Loader& loader, const DocPlace& entry, const std::vector<Parameter>& parameters,
                    std::string_view what) {
  if (loader.findings.is_full()) return;
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters) names.push_back(parameter.name);
  const std::string& name = entry.key->text;
  loader.findings.unknown("unknown-key", entry.key->range, entry.path,
                          fmt::format("{} has no '{}'", what, name), name, names);
}

}  // namespace

std::vector<Parameter> read_parameters(Loader& loader, const DocPlace& place) {
  std::vector<Parameter> parameters;
  for (const DocPlace& entry : read_entries(loader.findings, place)) {
    check_field_name(loader.findings, entry.key->range, entry.path, entry.key->text);
    parameters.push_back({entry.key->text, read_type(loader, entry)});
  }
  return parameters;
}

std::vector<Template> read_arguments(Loader& loader, const DocPlace& place,
                                     const std::vector<DocPlace>& entries,
                                     const std::vector<Parameter>& parameters,
                                     std::string_view what, const Scope& scope,
                                     ReadValue read_value) {
  bool complete = check_complete(loader, place, parameters, what);
  std::vector<Template> arguments(complete ? parameters.size() : 0);
  for (const DocPlace& entry : entries) {
    auto parameter =
        std::find_if(parameters.begin(), parameters.end(),
                     [&](const Parameter& other) { return other.name == entry.key->text; });
    if (parameter == parameters.end()) {
      report_unknown(loader, entry, parameters, what);
      continue;
    }
    std::optional<Template> value = read_value(loader, entry, parameter->type, scope);
    if (!complete || !value) continue;
    arguments[static_cast<size_t>(parameter - parameters.begin())] = std::move(*value);
  }
  return arguments;
}

}  // namespace stagegraph::ruleset
