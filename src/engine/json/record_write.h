// SPDX-License-Identifier: Apache-2.0
// A record as JSON, whole: reading gives back what was written. docs/record-json.md
#pragma once

#include <cstdint>
#include <string>

#include "engine/record/record.h"

namespace stagegraph::engine {

// Of the records that this library writes, and the newest that it reads.
inline constexpr int64_t kRecordFormat = 1;

void write_record(const Record& record, std::string& out);

}  // namespace stagegraph::engine
