// SPDX-License-Identifier: Apache-2.0
// Named expressions are compiled together, in the order in which they need one another. Criteria
// are conditions of their own.
#include "ruleset/load/load_defines.h"

#include <fmt/format.h>

#include "ruleset/load/conditions.h"
#include "ruleset/load/labels.h"

namespace stagegraph::ruleset {

namespace {

constexpr Scope kAnyEvent = {.events = Scope::Events::kAny};

Criterion read_criterion(Loader& loader, const DocPlace& place) {
  Criterion criterion;
  criterion.name = place.key->text;
  criterion.says = criterion.name;
  criterion.location = location_of(place);
  if (place.node->is_scalar()) {
    criterion.when = read_condition(loader, place, kAnyEvent);
    return criterion;
  }
  Fields fields(loader.findings, place, MapKind::kCriterion);
  criterion.when = read_condition(loader, fields["when"], kAnyEvent);
  criterion.says = read_label(loader, fields["says"]).value_or(criterion.name);
  return criterion;
}

}  // namespace

void declare_defines(Loader& loader, const DocPlace& section) {
  declare_names(loader, loader.names.defines, section);
  for (DefineIndex i : loader.names.defines.indices()) {
    const DocPlace& place = loader.names.defines.place(i);
    loader.ruleset.defines.push_back({place.key->text, kNone, location_of(place)});
    if (loader.names.facts.find(place.key->text) == kNone) continue;
    loader.findings.error_at_head(
        "duplicate-name", place,
        fmt::format("'{}' is the name of a fact already", place.key->text));
  }
}

void load_defines(Loader& loader) {
  IndexedVector<SourceText, Define> sources;
  for (DefineIndex i : loader.names.defines.indices()) {
    const DocPlace& place = loader.names.defines.place(i);
    sources.push_back(read_condition_text(loader, place, kAnyEvent).value_or(SourceText{}));
  }
  loader.expressions.compile_defines(sources);
}

void load_criteria(Loader& loader) {
  for (CriterionIndex i : loader.names.criteria.indices()) {
    loader.ruleset.criteria.push_back(read_criterion(loader, loader.names.criteria.place(i)));
  }
}

}  // namespace stagegraph::ruleset
