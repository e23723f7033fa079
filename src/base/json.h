// SPDX-License-Identifier: Apache-2.0
// JSON in and out. Reading is Boost.JSON's, into a small tree that keeps the text of numbers (a
// decimal loses nothing) and refuses duplicate keys; writing is ours, so that the same value is
// always the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/expected.h"

namespace stagegraph {

struct Json {
  enum class Kind : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  std::string text;  // the string, or the number as it was written
  std::vector<Json> items;
  std::vector<std::pair<std::string, Json>> members;  // in document order

  // Written out because clang 14 cannot derive them for a pair that holds this type.
  Json();
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  const Json* find(std::string_view key) const;  // null when absent or not an object
};

std::string_view to_string(Json::Kind kind);  // "an object", "a number": for messages

struct JsonLimits {
  size_t bytes = 16u << 20;
  size_t depth = 64;
  size_t nodes = 1u << 20;
};

// Fails with kInvalidInput or kLimitExceeded; the diagnostic has line and column in `text`.
Expected<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace stagegraph
