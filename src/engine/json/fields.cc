// SPDX-License-Identifier: Apache-2.0
// Messages name the member first, then what was expected of it and what was found.
#include "engine/json/fields.h"

#include <algorithm>
#include <charconv>

#include "base/suggest.h"

namespace stagegraph::engine {

void refuse(std::string message) {
  throw Unreadable{{Status::kInvalidInput, std::move(message), {}}};
}

void refuse_name(const char* what, std::string_view name, std::span<const std::string_view> known) {
  throw Unreadable{{Status::kUnknownName,
                    std::string(what) + " '" + std::string(name) + "' is not in this ruleset" +
                        did_you_mean(name, known),
                    {}}};
}

const Json& expect(const Json& json, Json::Kind kind, std::string_view where) {
  if (json.kind == kind) return json;
  refuse(std::string(where) + ": expected " + std::string(to_string(kind)) + ", found " +
         std::string(to_string(json.kind)));
}

const Json& member(const Json& object, std::string_view key, Json::Kind kind) {
  const Json* found = object.find(key);
  if (found == nullptr) refuse("'" + std::string(key) + "' is missing");
  return expect(*found, kind, key);
}

const Json& expect_members(const Json& object, std::string_view what,
                           std::span<const std::string_view> known) {
  expect(object, Json::Kind::kObject, what);
  for (const auto& [key, value] : object.members) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    refuse(std::string(what) + " has no member '" + key + "'" + did_you_mean(key, known));
  }
  return object;
}

int64_t integer(const Json& json, std::string_view where, int64_t least) {
  expect(json, Json::Kind::kNumber, where);
  int64_t value = 0;
  const char* end = json.text.data() + json.text.size();
  auto [stop, problem] = std::from_chars(json.text.data(), end, value);
  if (problem != std::errc() || stop != end || value < least) {
    refuse(std::string(where) + ": " + json.text + " is not a whole number from " +
           std::to_string(least));
  }
  return value;
}

uint32_t small_integer(const Json& json, std::string_view where, uint32_t least) {
  const int64_t value = integer(json, where, least);
  if (value <= UINT32_MAX) return static_cast<uint32_t>(value);
  refuse(std::string(where) + ": " + json.text + " is more than " + std::to_string(UINT32_MAX));
}

bool flag(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  return found != nullptr && expect(*found, Json::Kind::kBool, key).boolean;
}

uint32_t count(const Json& object, std::string_view key) {
  const Json* found = object.find(key);
  return found == nullptr ? 0 : small_integer(*found, key, 0);
}

}  // namespace stagegraph::engine
