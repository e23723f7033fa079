// SPDX-License-Identifier: Apache-2.0
// One walk over the whole tree, with a list of open nodes in place of recursion.
#include "ruleset/reading/budget.h"

#include <fmt/format.h>

#include <vector>

namespace stagegraph::ruleset {

namespace {

constexpr size_t kMaxKey = 128;                 // bytes
constexpr size_t kMaxPaths = size_t{16} << 20;  // bytes

struct Open {
  const yaml::Node* node;
  size_t path;  // its length
};

class KeyCheck {
 public:
  explicit KeyCheck(Findings& findings) : findings_(findings) {}

  void run(const yaml::Node& root) {
    open_.push_back({&root, 0});
    while (!open_.empty()) {
      const Open at = open_.back();
      open_.pop_back();
      for (const yaml::Node& item : at.node->items) open_.push_back({&item, at.path});
      for (const yaml::Entry& entry : at.node->entries) check(entry, at.path);
    }
  }

 private:
  void check(const yaml::Entry& entry, size_t holder) {
    const size_t key = entry.key.text.size();
    if (key > kMaxKey) {
      findings_.add(Severity::kError, "invalid-name", entry.key.range, "",
                    fmt::format("this key is longer than {} bytes", kMaxKey));
    }
    const size_t path = holder + 1 + key;
    const bool fitted = paths_ <= kMaxPaths;
    paths_ += path;
    open_.push_back({&entry.value, path});
    if (!fitted || paths_ <= kMaxPaths) return;
    findings_.add(Severity::kError, "too-large", entry.key.range, "",
                  fmt::format("the paths of all keys, each with the keys around it, have more than "
                              "{} bytes together. Use shorter names or fewer levels",
                              kMaxPaths));
  }

  Findings& findings_;
  std::vector<Open> open_;
  size_t paths_ = 0;
};

}  // namespace

void check_keys(Findings& findings, const yaml::Node& root) { KeyCheck(findings).run(root); }

}  // namespace stagegraph::ruleset
