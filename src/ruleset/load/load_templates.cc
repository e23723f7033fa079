// SPDX-License-Identifier: Apache-2.0
// A text is scanned for ${...} first. Alone it is an expression of the expected type, with text
// around it a string is joined, and without it the text is a literal.
#include "ruleset/load/load_templates.h"

#include <fmt/format.h>

#include "ruleset/expressions/templates.h"
#include "ruleset/load/literals.h"
#include "ruleset/value_build.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;

constexpr size_t kMaxParts = 100;

ExpressionIndex compile_part(Loader& loader, const DocPlace& place, const TemplatePart& part,
                             const Scope& scope, const std::optional<Type>& expected) {
  SourceText source;
  source.add_verbatim(*place.node, part.begin, part.end);
  return loader.expressions.compile(source, place.path, scope, expected);
}

std::optional<Template> one_expression(Loader& loader, const DocPlace& place,
                                       const TemplatePart& part, const Type& type,
                                       const Scope& scope) {
  Template result;
  result.kind = Template::Kind::kExpression;
  result.type = type;
  result.expression = compile_part(loader, place, part, scope, type);
  if (result.expression == kNone) return std::nullopt;
  return result;
}

std::optional<Template> joined_text(Loader& loader, const DocPlace& place, const TemplateScan& scan,
                                    const Type& type, const Scope& scope) {
  if (type.kind != TypeKind::kString && type.kind != TypeKind::kError) {
    loader.findings.error("type-mismatch", place,
                          fmt::format("text joined with ${{...}} is a string, but this should be "
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
    added.expression = compile_part(loader, place, part, scope, std::nullopt);
    complete &= added.expression != kNone;
  }
  if (!complete) return std::nullopt;
  return result;
}

std::optional<Template> literal(Loader& loader, const DocPlace& place, const Type& type) {
  std::optional<cel::Value> value = read_literal(loader, place, type);
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

void report_open(Loader& loader, const DocPlace& place, const TemplateScan& scan) {
  Range range = yaml::locate(loader.document, *place.node, scan.open_at, scan.open_at + 2);
  loader.findings.add(Severity::kError, "unclosed-template", range, place.path,
                      "this ${ has no closing }. For the characters themselves, write $${");
}

}  // namespace

std::optional<Template> read_template(Loader& loader, const DocPlace& place, const Type& type,
                                      const Scope& scope) {
  if (!place) return std::nullopt;
  if (!place.node->is_scalar()) return literal(loader, place, type);
  TemplateScan scan = scan_template(place.node->text);
  if (!scan.closed) {
    report_open(loader, place, scan);
    return std::nullopt;
  }
  if (scan.is_one_expression()) return one_expression(loader, place, scan.parts[0], type, scope);
  if (scan.parts.size() > kMaxParts) {
    loader.findings.error("too-large", place,
                          fmt::format("a text holds at most {} expressions", kMaxParts));
    return std::nullopt;
  }
  if (!scan.is_plain()) return joined_text(loader, place, scan, type, scope);
  if (type.kind == TypeKind::kString && scan.parts[0].text != place.node->text) {
    return escaped_text(loader, type, scan.parts[0].text);
  }
  return literal(loader, place, type);
}

}  // namespace stagegraph::ruleset
