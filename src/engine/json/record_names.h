// SPDX-License-Identifier: Apache-2.0
// What the readers of a record's JSON share: instants, and things of the ruleset by their names.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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

// Places of things by their names. The names of a large table are hashed once, when the first is
// looked up: a record may name them all.
template <typename T, typename Of = T>
class NameIndex {
 public:
  using NameOf = const std::string& (*)(const T&);

  NameIndex(const IndexedVector<T, Of>& things, NameOf name) : things_(things), name_(name) {}

  IndexOf<Of> find(std::string_view wanted) const {
    constexpr size_t kFew = 64;
    if (things_.size() <= kFew) {
      for (IndexOf<Of> i : things_.indices()) {
        if (name_(things_[i]) == wanted) return i;
      }
      return kNone;
    }
    if (places_.empty()) {
      places_.reserve(things_.size());
      for (IndexOf<Of> i : things_.indices()) places_.emplace(name_(things_[i]), i);
    }
    auto found = places_.find(wanted);
    return found == places_.end() ? IndexOf<Of>() : found->second;
  }

  // Fails as refuse_name does.
  IndexOf<Of> at(const char* what, std::string_view wanted) const {
    const IndexOf<Of> found = find(wanted);
    if (found != kNone) return found;
    std::vector<std::string_view> names;
    for (const T& thing : things_) names.push_back(name_(thing));
    refuse_name(what, wanted, names);
  }

 private:
  const IndexedVector<T, Of>& things_;
  NameOf name_;
  mutable std::unordered_map<std::string_view, IndexOf<Of>> places_;
};

class RecordNames {
 public:
  explicit RecordNames(const ruleset::Ruleset& ruleset);

  time::Instant instant(const Json& json, std::string_view where) const;
  // Of a member that may be left out.
  time::Instant instant_or_never(const Json& object, std::string_view key) const;

  const NameIndex<ruleset::Fact> facts;
  const NameIndex<ruleset::Stage> stages;
  const NameIndex<ruleset::Deadline> deadlines;
  const NameIndex<ruleset::Transition> transitions;
  const NameIndex<ruleset::Event> events;
  const NameIndex<std::string, ruleset::Role> roles;

 private:
  const ruleset::Ruleset& ruleset_;
};

// What has the name that stands under `key`.
template <typename T>
IndexOf<T> named(const Json& object, const char* key, const NameIndex<T>& things) {
  return things.at(key, member(object, key, Json::Kind::kString).text);
}

}  // namespace stagegraph::engine
