// SPDX-License-Identifier: Apache-2.0
// Compiles the expressions of one ruleset: what they may name, where they may name it, and what
// they turn out to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cel/cel.h"
#include "ruleset/expressions/compiled.h"
#include "ruleset/expressions/dependency_order.h"
#include "ruleset/expressions/host_functions.h"
#include "ruleset/model.h"
#include "ruleset/reading/findings.h"
#include "ruleset/reading/names.h"

namespace stagegraph::ruleset {

class Expressions {
 public:
  Expressions(const yaml::Document& document, Ruleset& ruleset, const Names& names,
              Findings& findings, const cel::Limits& limits);

  // Once facts, events and the names of the rest are in the ruleset.
  void declare();

  // Compiles all of `define`, in the order in which they need one another.
  void compile_defines(const IndexedVector<SourceText, Define>& sources);

  // The index in Ruleset::expressions, or kNone when there were findings.
  ExpressionIndex compile(const SourceText& source, const std::string& path, const Scope& scope,
                          const std::optional<cel::Type>& expected);

  // Whether a text is an expression that reads something, and more than one name. Reports nothing.
  bool is_expression(std::string_view text, const Scope& scope);

  // The type of a variable in a scope; nothing where there is none of that name.
  std::optional<cel::Type> variable_type(std::string_view name, const Scope& scope);
  std::vector<std::string> variable_names(const Scope& scope);

  // Once every expression is compiled: fills in what each reads through others, and reports
  // cycles of tables and what is read where it does not exist.
  void finish();

 private:
  // Variables by the last part of their names.
  using WordIndex = std::unordered_map<std::string, std::vector<uint32_t>>;

  using Variables = std::vector<cel::Variable>;

  void enter(const Scope& scope);
  static WordIndex index_by_word(const Variables& variables);
  void add_named(std::string_view word, Variables& out) const;
  void add_named_in_event(std::string_view word, Variables& out) const;
  void add_field(FieldIndex field, Variables& out) const;
  const cel::Environment& environment_for(std::string_view source);
  const cel::Environment& whole_environment();
  cel::Compiled compile_text(std::string_view source, const cel::CompileOptions& options);
  Variables any_event_variables();
  void declare_fixed();
  void add_variable(std::string name, cel::Type type, cel::Slot slot);
  static bool names_define(const cel::Environment& environment);
  Needs<Define> define_needs(const IndexedVector<SourceText, Define>& sources);
  void report(const cel::Issue& issue, const SourceText& source, const std::string& path,
              const Scope& scope);
  bool report_ambiguous(const cel::Program& program, const SourceText& source,
                        const std::string& path);
  Reads reads_of(const cel::Program& program) const;

  const yaml::Document& document_;
  Ruleset& ruleset_;
  const Names& names_;
  Findings& findings_;
  Nodes nodes_;
  HostBinding binding_;
  cel::Environment environment_;  // with the variables that are the same everywhere
  WordIndex fixed_words_;
  Scope scope_;              // the one entered last
  cel::Environment narrow_;  // with only the variables that one expression may name
  cel::Environment whole_;   // with all of a scope
  Variables any_event_;      // of a place where any event may be
  WordIndex any_words_;
  std::vector<std::string> ambiguous_;  // fields of one name and several types
  CompiledExpressions compiled_;
};

}  // namespace stagegraph::ruleset
