// Values with ${expressions} in them.
#include <fmt/format.h>

#include "ruleset/expressions/templates.h"
#include "ruleset/load/loader.h"
#include "ruleset/value_build.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;

constexpr size_t kMaxParts = 100;

ExpressionIndex compile_part(Loader& loader, const Spot& spot, const TemplatePart& part,
                             const Scope& scope, const std::optional<Type>& expected) {
  SourceText source;
  source.add_verbatim(*spot.node, part.begin, part.end);
  return loader.expressions.compile(source, spot.path, scope, expected);
}

std::optional<Template> one_expression(Loader& loader, const Spot& spot, const TemplatePart& part,
                                       const Type& type, const Scope& scope) {
  Template result;
  result.kind = Template::Kind::kExpression;
  result.type = type;
  result.expression = compile_part(loader, spot, part, scope, type);
  if (result.expression == kNone) return std::nullopt;
  return result;
}

std::optional<Template> joined_text(Loader& loader, const Spot& spot, const TemplateScan& scan,
                                    const Type& type, const Scope& scope) {
  if (type.kind != TypeKind::kString && type.kind != TypeKind::kError) {
    loader.findings.error("type-mismatch", spot,
                          fmt::format("text joined with ${{...}} is a string, and here should be "
                                      "{}: write one ${{...}} and nothing around it",
                                      describe(type)));
    return std::nullopt;
  }
  Template result;
  result.kind = Template::Kind::kText;
  result.type = type;
  bool complete = true;
  for (const TemplatePart& part : scan.parts) {
    Template::Part& added = result.parts.emplace_back();
    added.text = part.text;
    if (!part.has_expression) continue;
    added.expression = compile_part(loader, spot, part, scope, std::nullopt);
    complete &= added.expression != kNone;
  }
  if (!complete) return std::nullopt;
  return result;
}

std::optional<Template> literal(Loader& loader, const Spot& spot, const Type& type) {
  std::optional<cel::Value> value = read_literal(loader, spot, type);
  if (!value) return std::nullopt;
  Template result;
  result.type = type;
  result.literal = *value;
  return result;
}

// A text that has "$${" in it but no expression.
Template escaped_text(Loader& loader, const Type& type, std::string_view text) {
  Template result;
  result.type = type;
  result.literal = cel::Value::interned(loader.ruleset.arena.copy(text));
  return result;
}

void report_open(Loader& loader, const Spot& spot, const TemplateScan& scan) {
  Range range = yaml::locate(loader.document, *spot.node, scan.open_at, scan.open_at + 2);
  loader.findings.add(Severity::kError, "unclosed-template", range, spot.path,
                      "this ${ has no } to close it; for the characters themselves, write $${");
}

}  // namespace

std::optional<Template> read_template(Loader& loader, const Spot& spot, const Type& type,
                                      const Scope& scope) {
  if (!spot) return std::nullopt;
  if (!spot.node->is_scalar()) return literal(loader, spot, type);
  TemplateScan scan = scan_template(spot.node->text);
  if (!scan.closed) {
    report_open(loader, spot, scan);
    return std::nullopt;
  }
  if (scan.is_one_expression()) return one_expression(loader, spot, scan.parts[0], type, scope);
  if (scan.parts.size() > kMaxParts) {
    loader.findings.error("too-large", spot,
                          fmt::format("a text holds at most {} expressions", kMaxParts));
    return std::nullopt;
  }
  if (!scan.is_plain()) return joined_text(loader, spot, scan, type, scope);
  if (type.kind == TypeKind::kString && scan.parts[0].text != spot.node->text) {
    return escaped_text(loader, type, scan.parts[0].text);
  }
  return literal(loader, spot, type);
}

}  // namespace stagegraph::ruleset
