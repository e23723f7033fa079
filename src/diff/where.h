// SPDX-License-Identifier: Apache-2.0
// The places of the walk: a value of the old version, and where it stands.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "diff/judge.h"
#include "diff/words.h"
#include "yaml/node.h"

namespace stagegraph::diff {

// A value of the old version, as it stands and in the names of the new one. Both or neither.
struct Old {
  const yaml::Node* raw = nullptr;
  const yaml::Node* named = nullptr;

  explicit operator bool() const { return raw != nullptr; }
  Old find(std::string_view key) const;  // a key of the language
  size_t size() const { return raw == nullptr ? 0 : raw->entries.size(); }
  Old entry(size_t i) const { return {&raw->entries[i].value, &named->entries[i].value}; }
};

// Where a value stands, for people and in the document.
struct Where {
  std::string section;
  std::string name;
  std::string heading;
  std::string about;  // what a sentence begins with: "accept, approval"
  std::string path;
  KeyWords words;         // of the key
  Judgement judgement;    // what the keys around say of it
  bool is_label = false;  // no decision depends on it
  Position old_at = {};   // of the key, where there is one
  Position new_at = {};

  Where inside(std::string_view what) const;  // one more thing that sentences begin with
  Where at(std::string_view key) const;       // one more step of the path
};

}  // namespace stagegraph::diff
