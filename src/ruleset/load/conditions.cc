// SPDX-License-Identifier: Apache-2.0
// A condition is compiled as CEL with type bool. A map of tests is lowered to CEL first.
#include "ruleset/load/conditions.h"

#include "ruleset/load/shorthand.h"

namespace stagegraph::ruleset {

namespace {

std::optional<SourceText> read_source(Loader& loader, const DocPlace& place) {
  if (!read_text(loader.findings, place)) return std::nullopt;
  SourceText source;
  source.add_verbatim(*place.node, 0, place.node->text.size());
  return source;
}

}  // namespace

std::optional<SourceText> read_condition_text(Loader& loader, const DocPlace& place,
                                              const Scope& scope) {
  if (place && place.node->is_map()) return lower_shorthand(loader, place, scope);
  return read_source(loader, place);
}

ExpressionIndex read_condition(Loader& loader, const DocPlace& place, const Scope& scope) {
  std::optional<SourceText> source = read_condition_text(loader, place, scope);
  if (!source) return kNone;
  return loader.expressions.compile(*source, place.path, scope, cel::scalar(cel::TypeKind::kBool));
}

ExpressionIndex read_expression(Loader& loader, const DocPlace& place, const cel::Type& type,
                                const Scope& scope) {
  std::optional<SourceText> source = read_source(loader, place);
  if (!source) return kNone;
  return loader.expressions.compile(*source, place.path, scope, type);
}

}  // namespace stagegraph::ruleset
