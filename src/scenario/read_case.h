// SPDX-License-Identifier: Apache-2.0
// The cases of a test file: what each is given, its steps and what they expect.
#pragma once

#include <string_view>

#include "base/diagnostic.h"
#include "ruleset/model.h"
#include "scenario/test_file.h"
#include "yaml/node.h"

namespace stagegraph::scenario {

// The cases below `cases`. Errors about a case make it invalid, and only it.
TestFile read_test_file(const ruleset::Ruleset& ruleset, const yaml::Document& document,
                        std::string_view language, Diagnostics& diagnostics);

}  // namespace stagegraph::scenario
