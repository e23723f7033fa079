// SPDX-License-Identifier: Apache-2.0
// Reading again goes by way of JSON: names, not indices, say what is what.
#include "capi/own_record.h"

#include <string>

#include "engine/compatible.h"
#include "engine/json/record_read.h"
#include "engine/json/record_write.h"

namespace stagegraph::capi {

using namespace engine;
using namespace ruleset;

bool is_read_elsewhere(const Ruleset& rules, const Record& record) {
  return compatibility(rules, record) == Compatibility::kOtherReader;
}

Record read_again(const SharedRuleset& rules, const Record& record) {
  std::string text;
  write_record(record, text);
  return take(read_record(rules, text));
}

OwnRecord::OwnRecord(const SharedRuleset& rules, const Record& record) : given_(record) {
  if (&record.ruleset() == rules.get()) return;
  if (record.ruleset().name != rules->name) throw Failure{wrong_ruleset(*rules, record)};
  read_.emplace(read_again(rules, record));
}

}  // namespace stagegraph::capi
