// SPDX-License-Identifier: Apache-2.0
// All that can be read of an object, as one text: whether a call has changed it.
#pragma once

#include <string>

#include "stagegraph/stagegraph.h"

namespace misuse_test {

std::string snapshot(const stg_ruleset* ruleset);
std::string snapshot(const stg_record* record);
std::string snapshot(const stg_payload* payload);
std::string snapshot(const stg_event* event);
std::string snapshot(const stg_context* context);
std::string snapshot(const stg_decision* decision);
std::string snapshot(const stg_decisions* decisions);
std::string snapshot(const stg_diagnostics* diagnostics);
std::string snapshot(const stg_error* error);
std::string snapshot(const stg_buffer* buffer);
std::string snapshot(const stg_options* options);
std::string snapshot(const stg_expression* expression);

}  // namespace misuse_test
