// SPDX-License-Identifier: Apache-2.0
// What more than one reader of sections does.
#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

void declare_names(Loader& loader, NameTable& table, const DocPlace& section) {
  for (const DocPlace& place : read_entries(loader.findings, section)) {
    check_name(loader.findings, place.key->range, place.path, place.key->text);
    table.add(place, place.key->text);
  }
}

}  // namespace stagegraph::ruleset
