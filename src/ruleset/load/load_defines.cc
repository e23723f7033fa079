// Named expressions, and criteria: named conditions with the reason people read.
#include "ruleset/load/loader.h"
#include "ruleset/reading/prose.h"

namespace stagegraph::ruleset {

namespace {

constexpr Scope kAnyEvent = {.events = Scope::Events::kAny};

Criterion read_criterion(Loader& loader, const Spot& spot) {
  Criterion criterion;
  criterion.name = spot.key->text;
  criterion.says = criterion.name;
  criterion.location = location_of(spot);
  if (spot.node->is_scalar()) {
    criterion.when = read_condition(loader, spot, kAnyEvent);
    return criterion;
  }
  Fields fields(loader.findings, spot, MapKind::kCriterion);
  criterion.when = read_condition(loader, fields["when"], kAnyEvent);
  criterion.says =
      read_prose(loader.findings, fields["says"], loader.language).value_or(criterion.name);
  return criterion;
}

}  // namespace

void load_defines(Loader& loader) {
  IndexedVector<SourceText, Define> sources;
  for (DefineIndex i : loader.names.defines.indices()) {
    const Spot& spot = loader.names.defines.spot(i);
    sources.push_back(read_condition_text(loader, spot, kAnyEvent).value_or(SourceText{}));
  }
  loader.expressions.compile_defines(sources);
}

void load_criteria(Loader& loader) {
  for (CriterionIndex i : loader.names.criteria.indices()) {
    loader.ruleset.criteria.push_back(read_criterion(loader, loader.names.criteria.spot(i)));
  }
}

}  // namespace stagegraph::ruleset
