// SPDX-License-Identifier: Apache-2.0
// What the readers of a ruleset's sections share: the document, the ruleset that grows, the names
// that are declared, the expressions and the findings. Each reader has a file of its own.
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

// Adds each name of a section to its table.
void declare_names(Loader& loader, NameTable& table, const DocPlace& section);

}  // namespace stagegraph::ruleset
