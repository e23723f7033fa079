// SPDX-License-Identifier: Apache-2.0
// Reads what waits in a record: requests, plans, and events on hold.
#pragma once

#include "base/json.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// The members `requests`, `cadences`, `contacts` and `held` of a whole record, whose stage and
// behaviour are read. Fails as fields.h does.
void read_waiting(const Json& json, Record& record);

}  // namespace stagegraph::engine
