// SPDX-License-Identifier: Apache-2.0
// What the readers of a record's JSON share: instants, and things of the ruleset by their names.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/json/fields.h"
#include "engine/record/record.h"
#include "ruleset/lookup.h"

namespace stagegraph::engine {

template <typename T>
std::vector<std::string_view> names_of(const std::vector<T>& things, std::string T::*name) {
  std::vector<std::string_view> names;
  for (const T& thing : things) names.push_back(thing.*name);
  return names;
}

// The object, which has no members but `known` (expect_members).
inline const Json& with_members(const Json& json, std::string_view what,
                                std::initializer_list<std::string_view> known) {
  return expect_members(json, what, {known.begin(), known.size()});
}

// Each item of a list that may be left out, of at most `most`.
template <typename Read>
void read_each(const Json& object, std::string_view key, size_t most, Read&& read) {
  const Json* found = object.find(key);
  if (found == nullptr) return;
  const std::vector<Json>& items = expect(*found, Json::Kind::kArray, key).items;
  if (items.size() > most) {
    refuse(std::string(key) + ": at most " + std::to_string(most) + " are kept, and there are " +
           std::to_string(items.size()));
  }
  for (const Json& item : items) read(item);
}

class RecordNames {
 public:
  explicit RecordNames(const ruleset::Ruleset& ruleset) : ruleset_(ruleset) {}

  time::Instant instant(const Json& json, std::string_view where) const;
  // Of a member that may be left out.
  time::Instant instant_or_never(const Json& object, std::string_view key) const;
  ruleset::StageIndex stage(const std::string& path) const;
  // What has the name that stands under `key`.
  template <typename T>
  IndexOf<T> named(const Json& object, const char* key, const IndexedVector<T>& things,
                   std::string T::*name) const {
    const std::string& wanted = member(object, key, Json::Kind::kString).text;
    auto found = std::find_if(things.begin(), things.end(),
                              [&](const T& thing) { return thing.*name == wanted; });
    if (found == things.end()) refuse_name(key, wanted, names_of(things, name));
    return IndexOf<T>(static_cast<size_t>(found - things.begin()));
  }

 private:
  const ruleset::Ruleset& ruleset_;
};

}  // namespace stagegraph::engine
