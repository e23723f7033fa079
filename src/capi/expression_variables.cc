// SPDX-License-Identifier: Apache-2.0
#include "capi/expression_variables.h"

#include <algorithm>
#include <charconv>

#include "base/suggest.h"
#include "capi/guard.h"
#include "ruleset/fact_extent.h"
#include "ruleset/type_text.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

namespace stagegraph::capi {

using namespace time;
using namespace ruleset;

namespace {

using cel::TypeKind;
using cel::Value;

[[noreturn]] void refuse(const std::string& name, const std::string& message) {
  fail(Status::kInvalidInput, "variables: '" + name + "': " + message);
}

bool is_open(const Fact& variable) { return variable.type.kind == TypeKind::kDyn; }

bool has_size(const cel::Type& type) {
  return type.kind == TypeKind::kString || type.kind == TypeKind::kList ||
         type.kind == TypeKind::kMap;
}

cel::Type read_type(const std::string& name, const Json* text,
                    const std::vector<std::string>& members) {
  if (text == nullptr || text->kind != Json::Kind::kString) refuse(name, "its 'type' is a text");
  Expected<cel::Type> type = parse_type(text->text, members);
  if (!type) refuse(name, type.error().message);
  if (has_enum(*type) && members.empty()) refuse(name, "an enum needs its 'values'");
  return *type;
}

std::vector<std::string> read_members(const std::string& name, const Json& list) {
  std::vector<std::string> members;
  bool fits = list.kind == Json::Kind::kArray;
  for (const Json& item : list.items) {
    fits = fits && item.kind == Json::Kind::kString;
    members.push_back(item.text);
  }
  if (!fits) refuse(name, "'values' is a list of texts");
  return members;
}

uint32_t read_size(const std::string& name, const Json& number) {
  uint32_t size = 0;
  const char* end = number.text.data() + number.text.size();
  auto [stop, problem] = std::from_chars(number.text.data(), end, size);
  bool fits = number.kind == Json::Kind::kNumber && problem == std::errc() && stop == end;
  if (!fits) refuse(name, "'max' is a whole number of characters or elements");
  return size;
}

void read_details(const Json& json, Fact& variable) {
  const Json* type = nullptr;
  const Json* max = nullptr;
  std::vector<std::string> members;
  for (const auto& [key, member] : json.members) {
    if (key == "type") {
      type = &member;
    } else if (key == "max") {
      max = &member;
    } else if (key == "values") {
      members = read_members(variable.name, member);
    } else {
      refuse(variable.name, "there is no '" + key + "' here, only type, max and values");
    }
  }
  variable.type = read_type(variable.name, type, members);
  if (max == nullptr) return;
  if (!has_size(variable.type)) refuse(variable.name, "only texts, lists and maps have a 'max'");
  variable.max_size = read_size(variable.name, *max);
}

Fact read_variable(const std::string& name, const Json& json) {
  Fact variable;
  variable.name = name;
  switch (json.kind) {
    case Json::Kind::kNull:
      break;
    case Json::Kind::kString:
      variable.type = read_type(name, &json, {});
      break;
    case Json::Kind::kObject:
      read_details(json, variable);
      break;
    default:
      refuse(name, "expected null, a type, or an object with a type");
  }
  return variable;
}

const Zone& utc() {
  static const std::shared_ptr<const Zone> zone = take(Zone::load("UTC"));
  return *zone;
}

// Null is a value of open variables alone; of others it says that there is none.
Value value_of(const Fact& variable, uint32_t slot, const Json& json, Arena& arena) {
  if (is_open(variable)) return open_value_from_json(json, Fractions::kDouble, arena);
  if (json.kind == Json::Kind::kNull) return Value::unknown(slot);
  Expected<Value> value = value_from_json(json, variable.type, utc(), arena);
  if (!value) fail(Status::kInvalidInput, variable.name + ": " + value.error().message);
  if (auto problem = check_fact_range(variable, *value)) {
    fail(Status::kInvalidInput, variable.name + ": " + *problem);
  }
  return *value;
}

uint32_t slot_of(const std::vector<Fact>& variables, const std::string& name) {
  auto found = std::find_if(variables.begin(), variables.end(),
                            [&](const Fact& variable) { return variable.name == name; });
  if (found != variables.end()) return static_cast<uint32_t>(found - variables.begin());
  std::vector<std::string> names;
  for (const Fact& variable : variables) names.push_back(variable.name);
  fail(Status::kUnknownName,
       "the expression has no variable '" + name + "'" + did_you_mean(name, names));
}

}  // namespace

Json read_object(std::string_view text, const char* what) {
  Json json = take(parse_json(text.empty() ? "{}" : text));
  if (json.kind != Json::Kind::kObject) {
    fail(Status::kInvalidInput,
         std::string(what) + ": expected an object, found " + std::string(to_string(json.kind)));
  }
  return json;
}

std::vector<Fact> read_variables(std::string_view json) {
  std::vector<Fact> variables;
  for (const auto& [name, member] : read_object(json, "variables").members) {
    variables.push_back(read_variable(name, member));
  }
  return variables;
}

cel::Environment environment_of(const std::vector<Fact>& variables, const cel::Limits& limits) {
  cel::Environment environment;
  environment.limits = limits;
  for (uint32_t i = 0; i < variables.size(); ++i) {
    const Fact& variable = variables[i];
    environment.variables.push_back({variable.name, variable.type, {0, i}});
    if (!variable.max_size) continue;
    environment.variables.back().extent = extent_with_size(variable.type, *variable.max_size);
  }
  return environment;
}

std::vector<Value> read_values(const std::vector<Fact>& variables, std::string_view json,
                               Arena& arena) {
  std::vector<Value> bank;
  for (uint32_t i = 0; i < variables.size(); ++i) bank.push_back(Value::unknown(i));
  for (const auto& [name, member] : read_object(json, "values").members) {
    uint32_t slot = slot_of(variables, name);
    bank[slot] = value_of(variables[slot], slot, member, arena);
  }
  return bank;
}

}  // namespace stagegraph::capi
