// SPDX-License-Identifier: Apache-2.0
// Hashes the tree, not the text, so that comments and layout make no difference.
#include "ruleset/reading/tree_fingerprint.h"

#include "base/fingerprint.h"

namespace stagegraph::ruleset {

namespace {

// The reader's budget for depth bounds the recursion.
void add(Fingerprint& fingerprint, const yaml::Node& node) {
  switch (node.kind) {
    case yaml::NodeKind::kScalar:
      fingerprint.add(node.is_plain() ? "plain" : "quoted");
      fingerprint.add(node.text);
      return;
    case yaml::NodeKind::kSequence:
      fingerprint.add("list");
      for (const yaml::Node& item : node.items) add(fingerprint, item);
      break;
    case yaml::NodeKind::kMap:
      fingerprint.add("map");
      for (const yaml::Entry& entry : node.entries) {
        fingerprint.add(entry.key.text);
        add(fingerprint, entry.value);
      }
      break;
  }
  fingerprint.add("end");
}

}  // namespace

std::string fingerprint_of(const yaml::Node& root) {
  Fingerprint fingerprint;
  add(fingerprint, root);
  return fingerprint.hex();
}

}  // namespace stagegraph::ruleset
