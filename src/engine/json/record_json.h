// Records as JSON, whole: reading gives back what was written.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

void write_record(const Record& record, std::string& out);
Expected<Record> read_record(std::shared_ptr<const ruleset::Ruleset> ruleset,
                             std::string_view json);

}  // namespace stagegraph::engine
