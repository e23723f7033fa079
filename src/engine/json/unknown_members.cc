// SPDX-License-Identifier: Apache-2.0
// Numbers keep their digits, and members their order. The parser bounds the depth.
#include "engine/json/unknown_members.h"

#include <algorithm>

#include "base/json_writer.h"
#include "base/suggest.h"
#include "engine/json/fields.h"

namespace stagegraph::engine {

namespace {

void write(const Json& json, JsonWriter& out) {
  switch (json.kind) {
    case Json::Kind::kNull:
      out.null();
      return;
    case Json::Kind::kBool:
      out.boolean(json.boolean);
      return;
    case Json::Kind::kNumber:
      out.raw(json.text);
      return;
    case Json::Kind::kString:
      out.string(json.text);
      return;
    case Json::Kind::kArray:
      out.begin_array();
      for (const Json& item : json.items) write(item, out);
      out.end_array();
      return;
    case Json::Kind::kObject:
      out.begin_object();
      for (const auto& [key, value] : json.members) write(value, out.key(key));
      out.end_object();
      return;
  }
}

// What is nearly a known name is that name, misspelt.
void check_name(std::string_view name, std::span<const std::string_view> known) {
  const std::string suggestion = did_you_mean(name, known);
  if (!suggestion.empty())
    refuse("a record has no member '" + std::string(name) + "'" + suggestion);
}

}  // namespace

std::string unknown_members(const Json& record, std::span<const std::string_view> known) {
  std::string text;
  for (const auto& [key, value] : record.members) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    if (key == kHostMember) {
      expect(value, Json::Kind::kObject, key);
    } else {
      check_name(key, known);
    }
    if (!text.empty()) text += ',';
    JsonWriter(text).string(key);
    text += ':';
    JsonWriter out(text);
    write(value, out);
  }
  if (text.size() <= kMostUnknownBytes) return text;
  throw Unreadable{{Status::kLimitExceeded,
                    "the members that a record may have besides its own have " +
                        std::to_string(text.size()) + " bytes, and at most " +
                        std::to_string(kMostUnknownBytes) + " are kept",
                    {}}};
}

}  // namespace stagegraph::engine
