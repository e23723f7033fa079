// SPDX-License-Identifier: Apache-2.0
// Which variables there are depends on where an expression stands: enter() says where. Facts and
// named expressions are the same everywhere. An expression is compiled with the variables whose
// names stand in it, and with all of its scope only where that fails, to suggest others.
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
#include "ruleset/lookup.h"

namespace stagegraph::ruleset {

namespace {

using cel::Type;
using cel::TypeKind;

constexpr size_t kMaxExpressions = 100'000;
constexpr std::array<std::string_view, 4> kEventNames = {"name", "id", "time", "payload"};

bool is_event_name(std::string_view name) {
  return std::find(kEventNames.begin(), kEventNames.end(), name) != kEventNames.end();
}

template <typename T>
void sort_unique(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

cel::Variable due_variable() {
  return {"due", cel::scalar(TypeKind::kTimestamp), {kContextBank, kSlotDue}};
}

cel::Variable old_variable() {
  return {"old",
          cel::map_of(cel::scalar(TypeKind::kString), cel::scalar(TypeKind::kDyn)),
          {kContextBank, kSlotOld}};
}

// Of every event, whatever it carries.
std::vector<cel::Variable> event_variables() {
  return {{"event.name", cel::scalar(TypeKind::kString), {kContextBank, kSlotEventName}},
          {"event.id", cel::scalar(TypeKind::kString), {kContextBank, kSlotEventId}},
          {"event.time", cel::scalar(TypeKind::kTimestamp), {kContextBank, kSlotEventTime}}};
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
  environment_.regex_work = std::make_shared<uint64_t>(0);
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
  fixed_words_ = index_by_word(environment_.variables);
  any_event_ = any_event_variables();
  any_words_ = index_by_word(any_event_);
  narrow_ = environment_;
  whole_ = environment_;
}

void Expressions::add_field(FieldIndex field, Variables& out) const {
  const PayloadField& payload = ruleset_.payload[field];
  out.push_back({"event.payload." + payload.name, payload.type, slot_of(field)});
  if (is_event_name(payload.name)) return;
  out.push_back({"event." + payload.name, payload.type, slot_of(field)});
}

// Fields of one name but several types get slots past all others, so that their use is found.
Expressions::Variables Expressions::any_event_variables() {
  std::map<std::string_view, std::vector<FieldIndex>> fields;
  for (FieldIndex i : ruleset_.payload.indices()) fields[ruleset_.payload[i].name].push_back(i);
  Variables variables = event_variables();
  for (const auto& [name, indices] : fields) {
    if (indices.size() == 1) {
      add_field(indices[0], variables);
      continue;
    }
    auto slot = static_cast<uint32_t>(ruleset_.context_slots() + ambiguous_.size());
    variables.push_back({fmt::format("event.payload.{}", name), Type{}, {kContextBank, slot}});
    variables.push_back({fmt::format("event.{}", name), Type{}, {kContextBank, slot}});
    ambiguous_.emplace_back(name);
  }
  return variables;
}

void Expressions::enter(const Scope& scope) {
  binding_.holder = scope.stage;
  binding_.tables.clear();
  scope_ = scope;
}

Expressions::WordIndex Expressions::index_by_word(const Variables& variables) {
  WordIndex index;
  for (size_t i = 0; i < variables.size(); ++i) {
    index[std::string(last_part(variables[i].name))].push_back(static_cast<uint32_t>(i));
  }
  return index;
}

// Variables of the scope that are not the same everywhere, and whose names end in the word.
void Expressions::add_named_in_event(std::string_view word, Variables& out) const {
  if (scope_.events == Scope::Events::kAny) {
    auto found = any_words_.find(std::string(word));
    if (found == any_words_.end()) return;
    for (uint32_t at : found->second) out.push_back(any_event_[at]);
  }
  if (scope_.events != Scope::Events::kOne || scope_.event == kNone) return;
  for (cel::Variable& variable : event_variables()) {
    if (last_part(variable.name) == word) out.push_back(std::move(variable));
  }
  const FieldIndex field = find_payload_field(ruleset_, ruleset_.events[scope_.event], word);
  if (field != kNone) add_field(field, out);
}

// Variables of the scope whose names end in the word.
void Expressions::add_named(std::string_view word, Variables& out) const {
  auto found = fixed_words_.find(std::string(word));
  if (found != fixed_words_.end()) {
    for (uint32_t at : found->second) out.push_back(environment_.variables[at]);
  }
  if (scope_.due && word == "due") out.push_back(due_variable());
  if (scope_.old && word == "old") out.push_back(old_variable());
  add_named_in_event(word, out);
}

// Compiling takes time for every variable there is, so an expression gets those whose names stand
// in it.
const cel::Environment& Expressions::environment_for(std::string_view source) {
  narrow_.variables.clear();
  std::vector<std::string_view> words = words_of(source);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (std::string_view word : words) add_named(word, narrow_.variables);
  return narrow_;
}

const cel::Environment& Expressions::whole_environment() {
  Variables& variables = whole_.variables;
  variables = environment_.variables;
  if (scope_.due) variables.push_back(due_variable());
  if (scope_.old) variables.push_back(old_variable());
  if (scope_.events == Scope::Events::kAny) {
    variables.insert(variables.end(), any_event_.begin(), any_event_.end());
  }
  if (scope_.events == Scope::Events::kOne && scope_.event != kNone) {
    for (cel::Variable& variable : event_variables()) variables.push_back(std::move(variable));
    for (const Event::Carried& carried : ruleset_.events[scope_.event].carries) {
      add_field(carried.field, variables);
    }
  }
  return whole_;
}

// What does not compile may have meant one of all the other names: of very many, none is suggested.
cel::Compiled Expressions::compile_text(std::string_view source,
                                        const cel::CompileOptions& options) {
  constexpr size_t kMany = 500;
  cel::Compiled result = cel::compile(source, environment_for(source), options);
  if (result.program || whole_environment().variables.size() > kMany) return result;
  return cel::compile(source, whole_, options);
}

std::optional<Type> Expressions::variable_type(std::string_view name, const Scope& scope) {
  enter(scope);
  Variables named;
  add_named(last_part(name), named);
  for (const cel::Variable& variable : named) {
    if (variable.name == name) return variable.type;
  }
  return std::nullopt;
}

std::vector<std::string> Expressions::variable_names(const Scope& scope) {
  enter(scope);
  std::vector<std::string> names;
  for (const cel::Variable& variable : whole_environment().variables) {
    names.push_back(variable.name);
  }
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
  if (ruleset_.expressions.size() == kMaxExpressions) {
    findings_.add(Severity::kError, "too-large", source.locate(document_, 0, source.text().size()),
                  path,
                  fmt::format("a ruleset holds at most {} expressions. Use tables or named "
                              "expressions, or split it",
                              kMaxExpressions));
    return kNone;
  }
  cel::Compiled result = compile_text(source.text(), options);
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

bool Expressions::names_define(const cel::Environment& environment) {
  return std::any_of(environment.variables.begin(), environment.variables.end(),
                     [](const cel::Variable& v) { return v.slot.bank == cel::kLazyBank; });
}

// Which named expressions each needs. What does not compile even while the others may be of any
// type needs none: its own findings come when it is compiled in its turn.
Needs<Define> Expressions::define_needs(const IndexedVector<SourceText, Define>& sources) {
  Needs<Define> needs(sources.size());
  enter({.events = Scope::Events::kAny});
  for (DefineIndex i : sources.indices()) {
    if (sources[i].is_absent()) continue;
    const cel::Environment& environment = environment_for(sources[i].text());
    if (!names_define(environment)) continue;
    cel::Compiled result = cel::compile(sources[i].text(), environment);
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
