// Conditions and other expressions in CEL.
#include "ruleset/load/loader.h"
#include "ruleset/load/shorthand.h"

namespace stagegraph::ruleset {

namespace {

std::optional<SourceText> read_source(Loader& loader, const Spot& spot) {
  if (!read_text(loader.findings, spot)) return std::nullopt;
  SourceText source;
  source.add_verbatim(*spot.node, 0, spot.node->text.size());
  return source;
}

}  // namespace

std::optional<SourceText> read_condition_text(Loader& loader, const Spot& spot,
                                              const Scope& scope) {
  if (spot && spot.node->is_map()) return lower_shorthand(loader, spot, scope);
  return read_source(loader, spot);
}

ExpressionIndex read_condition(Loader& loader, const Spot& spot, const Scope& scope) {
  std::optional<SourceText> source = read_condition_text(loader, spot, scope);
  if (!source) return kNone;
  return loader.expressions.compile(*source, spot.path, scope, cel::scalar(cel::TypeKind::kBool));
}

ExpressionIndex read_expression(Loader& loader, const Spot& spot, const cel::Type& type,
                                const Scope& scope) {
  std::optional<SourceText> source = read_source(loader, spot);
  if (!source) return kNone;
  return loader.expressions.compile(*source, spot.path, scope, type);
}

}  // namespace stagegraph::ruleset
