// SPDX-License-Identifier: Apache-2.0
// Which variables there are depends on where an expression stands: enter() puts together the ones
// of its scope. The facts and named expressions, which are the same everywhere, come first and
// stay.
#include "ruleset/expressions/expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ruleset/expressions/dependency_order.h"
#include "ruleset/expressions/expression_costs.h"
#include "ruleset/expressions/expression_reads.h"
#include "ruleset/expressions/text_search.h"
#include "ruleset/fact_extent.h"
#include "ruleset/join.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;

constexpr std::array<std::string_view, 4> kEventNames = {"name", "id", "time", "payload"};

bool is_event_name(std::string_view name) {
  return std::find(kEventNames.begin(), kEventNames.end(), name) != kEventNames.end();
}

template <typename T>
void sort_unique(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

bool reads_facts_only(const cel::Program& program) {
  const std::span<const cel::Slot> reads = cel::reads_of(program);
  return !cel::calls_host(program) &&
         std::all_of(reads.begin(), reads.end(),
                     [](const cel::Slot& slot) { return slot.bank == kFactBank; });
}

}  // namespace

Expressions::Expressions(const yaml::Document& document, Ruleset& ruleset, const Names& names,
                         Findings& findings, const cel::Limits& limits)
    : document_(document),
      ruleset_(ruleset),
      names_(names),
      findings_(findings),
      nodes_(ruleset, names) {
  binding_.ruleset = &ruleset;
  binding_.names = &names;
  environment_.functions = host_functions(binding_);
  environment_.limits = limits;
  environment_.assumed = {.bytes = kAssumedCodePoints * kBytesPerCodePoint,
                          .elements = kAssumedElements};
}

// ---------------------------------------------------------------- what may be named

void Expressions::add_variable(std::string name, Type type, cel::Slot slot) {
  environment_.variables.push_back({std::move(name), std::move(type), slot});
}

void Expressions::declare_fixed() {
  add_variable("now", cel::scalar(TypeKind::kTimestamp), {kContextBank, kSlotNow});
  add_variable("stage", cel::scalar(TypeKind::kString), {kContextBank, kSlotStage});
  add_variable("actor.id", cel::scalar(TypeKind::kString), {kContextBank, kSlotActorId});
  add_variable("actor.roles", cel::list_of(cel::scalar(TypeKind::kString)),
               {kContextBank, kSlotActorRoles});
}

void Expressions::declare() {
  environment_.zone = ruleset_.zone.get();
  environment_.zones = ruleset_.zones;
  for (FactIndex i : ruleset_.facts.indices()) {
    const Fact& fact = ruleset_.facts[i];
    add_variable(fact.name, fact.type, slot_of(i));
    if (fact.max_size) {
      environment_.variables.back().extent = extent_with_size(fact.type, *fact.max_size);
    }
  }
  for (DefineIndex i : ruleset_.defines.indices()) {
    add_variable(ruleset_.defines[i].name, cel::scalar(TypeKind::kDyn), slot_of(i));
  }
  declare_fixed();
  fixed_variables_ = environment_.variables.size();
  fixed_words_ = index_variables(0);
  narrow_ = environment_;
  add_any_event_variables();
  environment_.variables.resize(fixed_variables_);
}

void Expressions::add_event_variables(const std::vector<FieldIndex>& fields) {
  add_variable("event.name", cel::scalar(TypeKind::kString), {kContextBank, kSlotEventName});
  add_variable("event.id", cel::scalar(TypeKind::kString), {kContextBank, kSlotEventId});
  add_variable("event.time", cel::scalar(TypeKind::kTimestamp), {kContextBank, kSlotEventTime});
  for (FieldIndex field : fields) {
    const PayloadField& payload = ruleset_.payload[field];
    add_variable("event.payload." + payload.name, payload.type, slot_of(field));
    if (is_event_name(payload.name)) continue;
    add_variable("event." + payload.name, payload.type, slot_of(field));
  }
}

// Fields of one name but several types get slots past all others, so that their use is found.
void Expressions::add_any_event_variables() {
  std::map<std::string_view, std::vector<FieldIndex>> fields;
  for (FieldIndex i : ruleset_.payload.indices()) fields[ruleset_.payload[i].name].push_back(i);
  std::vector<FieldIndex> clear;
  for (const auto& [name, indices] : fields) {
    if (indices.size() == 1) clear.push_back(indices[0]);
  }
  add_event_variables(clear);
  for (const auto& [name, indices] : fields) {
    if (indices.size() == 1) continue;
    auto slot = static_cast<uint32_t>(ruleset_.context_slots() + ambiguous_.size());
    add_variable(fmt::format("event.payload.{}", name), Type{}, {kContextBank, slot});
    add_variable(fmt::format("event.{}", name), Type{}, {kContextBank, slot});
    ambiguous_.emplace_back(name);
  }
  auto first = environment_.variables.begin() + static_cast<std::ptrdiff_t>(fixed_variables_);
  any_event_.assign(first, environment_.variables.end());
}

void Expressions::enter(const Scope& scope) {
  binding_.holder = scope.stage;
  binding_.tables.clear();
  bool same = scope.events == scope_.events && scope.event == scope_.event &&
              scope.due == scope_.due && scope.old == scope_.old;
  if (same) return;
  scope_ = scope;
  environment_.variables.resize(fixed_variables_);
  if (scope.due) {
    add_variable("due", cel::scalar(TypeKind::kTimestamp), {kContextBank, kSlotDue});
  }
  if (scope.old) {
    add_variable("old", cel::map_of(cel::scalar(TypeKind::kString), cel::scalar(TypeKind::kDyn)),
                 {kContextBank, kSlotOld});
  }
  if (scope.events == Scope::Events::kAny) {
    auto& variables = environment_.variables;
    variables.insert(variables.end(), any_event_.begin(), any_event_.end());
  }
  if (scope.events == Scope::Events::kOne && scope.event != kNone) {
    std::vector<FieldIndex> fields;
    for (const Event::Carried& carried : ruleset_.events[scope.event].carries) {
      fields.push_back(carried.field);
    }
    add_event_variables(fields);
  }
  scope_words_ = index_variables(fixed_variables_);
}

Expressions::WordIndex Expressions::index_variables(size_t first) const {
  WordIndex index;
  for (size_t i = first; i < environment_.variables.size(); ++i) {
    const std::string& name = environment_.variables[i].name;
    index[name.substr(name.rfind('.') + 1)].push_back(static_cast<uint32_t>(i));
  }
  return index;
}

const cel::Variable* Expressions::find_variable(std::string_view name) const {
  std::string word(name.substr(name.rfind('.') + 1));
  for (const WordIndex* index : {&fixed_words_, &scope_words_}) {
    auto found = index->find(word);
    if (found == index->end()) continue;
    for (uint32_t at : found->second) {
      if (environment_.variables[at].name == name) return &environment_.variables[at];
    }
  }
  return nullptr;
}

// Compiling takes time for every variable there is. Of very many, an expression gets those whose
// names stand in it, so that a file of many expressions over many facts does not take for ever.
const cel::Environment& Expressions::environment_for(std::string_view source) {
  constexpr size_t kMany = 500;
  if (environment_.variables.size() <= kMany) return environment_;
  narrow_.variables.clear();
  std::vector<std::string_view> words = words_of(source);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (std::string_view word : words) {
    for (const WordIndex* index : {&fixed_words_, &scope_words_}) {
      auto found = index->find(std::string(word));
      if (found == index->end()) continue;
      for (uint32_t at : found->second) narrow_.variables.push_back(environment_.variables[at]);
    }
  }
  return narrow_;
}

std::optional<Type> Expressions::variable_type(std::string_view name, const Scope& scope) {
  enter(scope);
  const cel::Variable* variable = find_variable(name);
  return variable ? std::optional(variable->type) : std::nullopt;
}

std::vector<std::string> Expressions::variable_names(const Scope& scope) {
  enter(scope);
  std::vector<std::string> names;
  for (const cel::Variable& variable : environment_.variables) names.push_back(variable.name);
  return names;
}

// ---------------------------------------------------------------- compiling

void Expressions::report(const cel::Issue& issue, const SourceText& source, const std::string& path,
                         const Scope& scope) {
  if (findings_.is_full()) return;
  std::string message = issue.message;
  std::string_view rest =
      std::string_view(source.text()).substr(std::min<size_t>(issue.begin, source.text().size()));
  if (issue.code == "unknown-name" && starts_with_word(rest, "due") && !scope.due) {
    message = "'due' is known only inside a deadline";
  }
  if (issue.code == "unknown-name" && starts_with_word(rest, "event") &&
      scope.events == Scope::Events::kAbsent) {
    message = "there is no event here: 'event' is known only in what an event does";
  }
  Diagnostic& finding =
      findings_.add(Severity::kError, issue.code, source.locate(document_, issue.begin, issue.end),
                    path, std::move(message));
  if (issue.replacement) {
    finding.edit = source.edit(document_, issue.begin, issue.end, *issue.replacement);
  }
}

bool Expressions::report_ambiguous(const cel::Program& program, const SourceText& source,
                                   const std::string& path) {
  bool found = false;
  for (const cel::Slot& slot : cel::reads_of(program)) {
    if (slot.bank != kContextBank || slot.index < ruleset_.context_slots()) continue;
    const std::string& name = ambiguous_[slot.index - ruleset_.context_slots()];
    auto [begin, end] = find_word(source.text(), name);
    findings_.add(
        Severity::kError, "ambiguous-name", source.locate(document_, begin, end), path,
        fmt::format("events carry '{}' with different types. Give the fields different names",
                    name));
    found = true;
  }
  return found;
}

Reads Expressions::reads_of(const cel::Program& program) const {
  Reads reads;
  for (const cel::Slot& slot : cel::reads_of(program)) {
    if (slot.bank == kFactBank) reads.facts.emplace_back(slot.index);
    if (slot.bank == cel::kLazyBank) reads.nodes.push_back(nodes_.of(DefineIndex(slot.index)));
    if (slot.bank != kContextBank) continue;
    reads.now |= slot.index == kSlotNow;
    reads.event |= slot.index >= kSlotEventName && slot.index <= kSlotEventTime;
    if (slot.index >= kFirstPayloadSlot) reads.payload.emplace_back(slot.index - kFirstPayloadSlot);
  }
  for (TableIndex table : binding_.tables) reads.nodes.push_back(nodes_.of(table));
  sort_unique(reads.nodes);
  return reads;
}

ExpressionIndex Expressions::compile(const SourceText& source, const std::string& path,
                                     const Scope& scope, const std::optional<Type>& expected) {
  if (findings_.is_full()) return kNone;
  enter(scope);
  cel::CompileOptions options;
  if (expected && expected->kind != TypeKind::kError) options.expected = expected;
  cel::Compiled result = cel::compile(source.text(), environment_for(source.text()), options);
  for (const cel::Issue& issue : result.issues) report(issue, source, path, scope);
  for (const cel::Issue& warning : result.warnings) {
    findings_.add(Severity::kWarning, warning.code,
                  source.locate(document_, warning.begin, warning.end), path, warning.message);
  }
  if (!result.program || report_ambiguous(*result.program, source, path)) return kNone;
  Range range = source.locate(document_, 0, source.text().size());
  compiled_.push_back({source, scope, reads_of(*result.program), std::move(result.cost),
                       std::move(result.assumed_cost)});
  const bool facts_only = reads_facts_only(*result.program);
  const ExpressionIndex index = ruleset_.expressions.next_index();
  ruleset_.expressions.push_back({.source = source.text(),
                                  .location = {range, path},
                                  .program = std::move(result.program),
                                  .facts = {},
                                  .payload = {},
                                  .facts_only = facts_only});
  return index;
}

bool Expressions::is_expression(std::string_view text, const Scope& scope) {
  if (std::all_of(text.begin(), text.end(), is_name_character)) return false;
  enter(scope);
  const cel::Compiled result = cel::compile(text, environment_for(text));
  if (!result.program) return false;
  return !cel::reads_of(*result.program).empty() || cel::calls_host(*result.program);
}

// ---------------------------------------------------------------- named expressions

// Which named expressions each needs. What does not compile even while the others may be of any
// type needs none: its own findings come when it is compiled in its turn.
Needs<Define> Expressions::define_needs(const IndexedVector<SourceText, Define>& sources) {
  Needs<Define> needs(sources.size());
  enter({.events = Scope::Events::kAny});
  for (DefineIndex i : sources.indices()) {
    if (sources[i].is_absent()) continue;
    cel::Compiled result = cel::compile(sources[i].text(), environment_for(sources[i].text()));
    if (!result.program) continue;
    for (const cel::Slot& slot : cel::reads_of(*result.program)) {
      if (slot.bank == cel::kLazyBank) needs[i].emplace_back(slot.index);
    }
  }
  return needs;
}

void Expressions::compile_defines(const IndexedVector<SourceText, Define>& sources) {
  const DependencyOrder<Define> order = order_by_dependencies(define_needs(sources));
  IndexedVector<bool, Define> skipped(sources.size(), false);
  for (const std::vector<DefineIndex>& cycle : order.cycles) {
    std::vector<NodeIndex> nodes;
    for (DefineIndex define : cycle) {
      nodes.push_back(nodes_.of(define));
      skipped[define] = true;
    }
    report_cycle(findings_, nodes_, nodes);
  }
  ruleset_.define_programs.assign(sources.size(), nullptr);
  size_t first = ruleset_.facts.size();
  for (DefineIndex define : order.order) {
    const size_t variable = first + define.value();
    environment_.variables[variable].type = cel::scalar(TypeKind::kError);
    if (skipped[define] || sources[define].is_absent()) continue;
    ExpressionIndex index = compile(sources[define], names_.defines.place(define).path,
                                    {.events = Scope::Events::kAny}, std::nullopt);
    if (index == kNone) continue;
    const cel::Program* program = ruleset_.expressions[index].program.get();
    ruleset_.defines[define].expression = index;
    ruleset_.define_programs[define] = program;
    environment_.variables[variable].type = cel::type_of(*program);
    environment_.variables[variable].extent = compiled_[index].cost.result;
  }
}

// ---------------------------------------------------------------- the whole

void Expressions::finish() {
  std::optional<NodeOrder> order = resolve_reads(document_, ruleset_, nodes_, compiled_, findings_);
  if (!order) return;
  auto environment_of = [this](const CompiledExpression& compiled) {
    enter(compiled.scope);
    return environment_for(compiled.source.text());
  };
  check_costs(ruleset_, nodes_, compiled_, *order, environment_of, environment_.limits.steps,
              findings_);
}

}  // namespace stagegraph::ruleset
