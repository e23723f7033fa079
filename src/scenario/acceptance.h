// SPDX-License-Identifier: Apache-2.0
// How an expectation of a test file becomes what was got: by edits of its scalars, in the form in
// which the author wrote them.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "cel/cel.h"
#include "time/instant.h"
#include "time/zone.h"
#include "yaml/node.h"

namespace stagegraph::scenario {

// Edits, or why there are none.
class Acceptance {
 public:
  explicit Acceptance(const time::Zone& zone) : zone_(zone) {}

  void write_text(const yaml::Node& node, const std::string& text);
  void write_null(const yaml::Node& node) { replace(node, "null"); }
  // kNever is null. Without an offset where the author wrote none.
  void write_instant(const yaml::Node& node, time::Instant at);
  void write_value(const yaml::Node& node, const cel::Value& value);
  // Items that differ from what they were read as; as many as there are. A single text stands for a
  // list of one.
  void write_list(const yaml::Node& node, const std::vector<std::string>& expected,
                  const std::vector<std::string>& got);
  void refuse(std::string why);

  std::vector<Edit> edits;
  std::string obstacle;  // empty: the edits are all that it takes

 private:
  void replace(const yaml::Node& node, std::string text);
  std::string instant_like(const std::string& written, time::Instant at) const;

  const time::Zone& zone_;
};

}  // namespace stagegraph::scenario
