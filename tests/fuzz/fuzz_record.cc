// Any bytes as a record's JSON: read or refused, and what was read reads back as itself.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/engine.h"
#include "engine/json/record_read.h"
#include "engine/json/record_write.h"
#include "ruleset/load/load.h"

namespace {

constexpr std::string_view kRules = R"yaml(
stagegraph: 1
name: rec
time_zone: Europe/Berlin
facts:
  name: { type: string, max: 20 }
  kind: { type: enum, values: [small, large], default: small }
  count: { type: int, min: 1, max: 3 }
  tags: "list(string)"
  sizes: "map(string, int)"
  born: date
  seen: timestamp
  wait: duration
  share: double
  money: decimal
  live: bool
events: { go: {} }
actions: { ping: { text: string } }
stages:
  g:
    initial: a
    deadlines:
      end: { within: 2 days, to: b, remind: [{ at: 50%, do: [{ ping: { text: half } }] }] }
    stages: { a: { events: { go: { to: b } } } }
  b: {}
)yaml";

const std::shared_ptr<const stagegraph::ruleset::Ruleset>& rules() {
  static const auto loaded = stagegraph::ruleset::load_ruleset(kRules, "fuzz.yaml").value();
  return loaded;
}

std::string written(const stagegraph::engine::Record& record) {
  std::string text;
  stagegraph::engine::write_record(record, text);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto record =
      stagegraph::engine::read_record(rules(), {reinterpret_cast<const char*>(data), size});
  if (!record) return 0;
  const std::string once = written(*record);
  auto again = stagegraph::engine::read_record(rules(), once);
  if (!again || written(*again) != once) std::abort();
  return 0;
}
