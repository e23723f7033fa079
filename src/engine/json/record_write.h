// A record as JSON, whole: reading gives back what was written. docs/record-json.md
#pragma once

#include <string>

#include "engine/record/record.h"

namespace stagegraph::engine {

void write_record(const Record& record, std::string& out);

}  // namespace stagegraph::engine
