// SPDX-License-Identifier: Apache-2.0
// JSON out, appended to a text. Commas and escapes are the writer's, the order is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stagegraph {

// Writes compact JSON. The caller keeps begin and end in balance; commas are its own business.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);  // valid UTF-8; only what must be is escaped
  JsonWriter& integer(int64_t value);
  JsonWriter& unsigned_integer(uint64_t value);
  JsonWriter& real(double value);  // shortest that reads back; NaN and infinities as strings
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& raw(std::string_view json);  // a value that is JSON already

 private:
  void separate();

  std::string& out_;
  bool need_comma_ = false;
};

}  // namespace stagegraph
