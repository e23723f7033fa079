// SPDX-License-Identifier: Apache-2.0
// Compilation from end to end. Each stage reports all it finds, and the next one runs only if there
// was nothing to report.
#include "cel/cel.h"

#include <algorithm>

#include "base/utf8.h"
#include "cel/checker/checker.h"
#include "cel/compiler/compiler.h"
#include "cel/compiler/cost.h"
#include "cel/compiler/zone_texts.h"
#include "cel/runtime/program.h"
#include "cel/syntax/parser.h"
#include "time/zones.h"

namespace stagegraph::cel {
namespace {

// Whatever the caller allows: instructions count arguments in 16 bits, and the parser's depth is
// the C stack's.
constexpr uint32_t kMaxNodes = 60'000;
constexpr uint32_t kMaxDepth = 500;

Limits clamped(Limits limits) {
  limits.nodes = std::min(limits.nodes, kMaxNodes);
  limits.depth = std::min(limits.depth, kMaxDepth);
  return limits;
}

// What is wrong with the text before it is read, if anything is.
std::optional<Issue> find_unreadable(std::string_view source, const Limits& limits) {
  if (source.size() > limits.source_bytes) {
    return Issue{.code = "limit",
                 .message = "the expression is longer than " + std::to_string(limits.source_bytes) +
                            " bytes",
                 .begin = 0,
                 .end = limits.source_bytes,
                 .replacement = {}};
  }
  std::optional<size_t> place = find_invalid_utf8(source);
  if (!place) return std::nullopt;
  auto begin = static_cast<uint32_t>(*place);
  return Issue{.code = "syntax",
               .message = "the text is not valid UTF-8 here",
               .begin = begin,
               .end = begin + 1,
               .replacement = {}};
}

Compiled sorted(Compiled compiled) {
  std::stable_sort(compiled.issues.begin(), compiled.issues.end(),
                   [](const Issue& a, const Issue& b) { return a.begin < b.begin; });
  return compiled;
}

}  // namespace

Compiled compile(std::string_view source, const Environment& environment,
                 const CompileOptions& options) {
  Compiled result;
  result.type = scalar(TypeKind::kError);
  ParseOptions parse_options{.limits = clamped(environment.limits),
                             .test_macros = !environment.profile};
  if (auto issue = find_unreadable(source, environment.limits)) {
    result.issues.push_back(*issue);
    return result;
  }
  Ast ast = parse(source, parse_options, result.issues);
  if (!result.issues.empty()) return sorted(std::move(result));
  Checked checked = check(ast, source, environment, options, result.issues);
  if (!result.issues.empty()) return sorted(std::move(result));
  result.type = checked.type;
  auto zones = environment.zones ? environment.zones : std::make_shared<time::Zones>();
  load_zones(ast, checked, environment, *zones, result.issues, result.warnings);
  if (!result.issues.empty()) return sorted(std::move(result));
  const SharedParts shared(ast, checked, options.optimise);
  auto program =
      compile_tree(ast, checked, source, environment, options, shared, zones, result.issues);
  if (!result.issues.empty()) return result;
  result.cost = bound_cost(ast, checked, *program, shared, environment, {});
  bool is_bounded = result.cost.steps != kUnbounded;
  result.assumed_cost =
      is_bounded ? result.cost
                 : bound_cost(ast, checked, *program, shared, environment, environment.assumed);
  program->literals = std::move(ast.text);
  result.program = std::move(program);
  return result;
}

const Type& type_of(const Program& program) { return program.type; }

std::string_view source_of(const Program& program) { return program.source; }

std::span<const Slot> reads_of(const Program& program) { return program.reads; }

bool calls_host(const Program& program) { return !program.host.empty(); }

std::optional<Value> constant_of(const Program& program) {
  if (program.code.size() != 2 || program.code[0].op != Opcode::kConst) return std::nullopt;
  return program.constants[program.code[0].c];
}

}  // namespace stagegraph::cel
