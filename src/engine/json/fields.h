// SPDX-License-Identifier: Apache-2.0
// Members of a JSON object, checked. The first failure ends the reading by an exception, which stays
// inside record_read.cc: a record half read is no record.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "base/json.h"

namespace stagegraph::engine {

struct Unreadable {
  Error error;
};

[[noreturn]] void refuse(std::string message);
// "stage 'sqll' is not in this ruleset", with the name that comes close, where one does.
[[noreturn]] void refuse_name(const char* what, std::string_view name,
                              std::span<const std::string_view> known);

// `where` names the place in messages.
const Json& expect(const Json& json, Json::Kind kind, std::string_view where);
const Json& member(const Json& object, std::string_view key, Json::Kind kind);
// The object, which has no members but `known`: nothing that is given is passed over. `what` names
// the object in messages: "a timer".
const Json& expect_members(const Json& object, std::string_view what,
                           std::span<const std::string_view> known);
// A whole number from `least`; the second one fits into 32 bits.
int64_t integer(const Json& json, std::string_view where, int64_t least);
uint32_t small_integer(const Json& json, std::string_view where, uint32_t least);
// These take a member that may be left out.
bool flag(const Json& object, std::string_view key);
uint32_t count(const Json& object, std::string_view key);

}  // namespace stagegraph::engine
