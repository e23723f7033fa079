// What the readers of a ruleset's sections share: the document, the ruleset that grows, the names
// that are declared, the expressions and the findings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ruleset/expressions/expressions.h"
#include "ruleset/load/load.h"
#include "ruleset/model.h"
#include "ruleset/reading/findings.h"
#include "ruleset/reading/keys.h"
#include "ruleset/reading/names.h"
#include "ruleset/reading/reader.h"

namespace stagegraph::ruleset {

struct Loader {
  Loader(const yaml::Document& source, Ruleset& target, const LoadOptions& options)
      : document(source),
        ruleset(target),
        findings(source.file),
        expressions(source, target, names, findings, options.expression),
        language(options.language) {}

  const yaml::Document& document;
  Ruleset& ruleset;
  Findings findings;
  Names names;
  Expressions expressions;
  std::string_view language;  // of texts for people
  bool has_calendar = false;  // whether the ruleset names one
};

// ---------------------------------------------------------------- values and conditions

// A literal of the type, its text in the ruleset's arena.
std::optional<cel::Value> read_literal(Loader& loader, const Spot& spot, const cel::Type& type);
// A literal of the type, or text with ${...} in it.
std::optional<Template> read_template(Loader& loader, const Spot& spot, const cel::Type& type,
                                      const Scope& scope);
// CEL, or a map of tests; kNone where there is none or it has findings.
ExpressionIndex read_condition(Loader& loader, const Spot& spot, const Scope& scope);
// The same as text that is not compiled yet.
std::optional<SourceText> read_condition_text(Loader& loader, const Spot& spot, const Scope& scope);
// CEL of the type.
ExpressionIndex read_expression(Loader& loader, const Spot& spot, const cel::Type& type,
                                const Scope& scope);
// "int", or a map with `type` and `values`; of kind kError where it has findings.
cel::Type read_type(Loader& loader, const Spot& spot);
// Names and their types.
std::vector<Parameter> read_parameters(Loader& loader, const Spot& spot);

// Reads the value of one parameter: read_template, or more.
using ReadValue = std::optional<Template> (*)(Loader& loader, const Spot& spot,
                                              const cel::Type& type, const Scope& scope);

// A value for each parameter out of `entries`, which stand in the map at `spot`. Reports those that
// are missing and those that are none of the parameters; `what` has them. Empty where some lack.
std::vector<Template> read_arguments(Loader& loader, const Spot& spot,
                                     const std::vector<Spot>& entries,
                                     const std::vector<Parameter>& parameters,
                                     std::string_view what, const Scope& scope,
                                     ReadValue read_value = read_template);

// ---------------------------------------------------------------- references

StageIndex read_stage(Loader& loader, const Spot& spot, StageIndex holder);

// ---------------------------------------------------------------- actions

struct ActionRules {
  bool host_only = false;  // no set, clear or start
};
// The actions of `set`, then those of `do`.
std::vector<Action> read_actions(Loader& loader, const Spot& set, const Spot& list,
                                 const Scope& scope, const ActionRules& rules = {});

// ---------------------------------------------------------------- sections, in the order of
// reading

void load_head(Loader& loader, const Fields& root);
void load_calendars(Loader& loader, const Spot& section);
void load_roles(Loader& loader, const Spot& section);
void load_facts(Loader& loader, const Spot& section);
void load_events(Loader& loader, const Spot& section);
void load_actions(Loader& loader, const Spot& section);

// Names only, so that anything may refer to them.
void declare_stages(Loader& loader, const Spot& section);
void declare_names(Loader& loader, NameTable& table, const Spot& section);
void declare_tables(Loader& loader, const Spot& section);

void load_defines(Loader& loader);
void load_criteria(Loader& loader);
void load_tables(Loader& loader);
void load_quotas(Loader& loader);
void load_contact(Loader& loader, const Spot& spot);
void load_cadences(Loader& loader);
void load_stages(Loader& loader);
void load_initial(Loader& loader, const Spot& spot);
void load_promises(Loader& loader, const Spot& section);

// Of one stage; `scope.stage` is the stage.
void load_transitions(Loader& loader, const Fields& stage, StageIndex index);
void load_deadline(Loader& loader, DeadlineIndex index);

}  // namespace stagegraph::ruleset
