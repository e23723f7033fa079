// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of ruleset files, made from the same tables that the loader checks keys with.
#pragma once

#include <string>

namespace stagegraph::ruleset {

// JSON Schema 2020-12 as indented JSON.
std::string ruleset_schema();

}  // namespace stagegraph::ruleset
