#include "conformance/tagged_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "cel/cel.h"
#include "cel/common/base64.h"
#include "cel/common/type_names.h"
#include "cel/runtime/collections.h"

namespace stagegraph::cel {
namespace {

constexpr std::array<std::pair<std::string_view, TypeKind>, 15> kTypes = {{
    {"dyn", TypeKind::kDyn},
    {"null", TypeKind::kNull},
    {"bool", TypeKind::kBool},
    {"int", TypeKind::kInt},
    {"uint", TypeKind::kUint},
    {"double", TypeKind::kDouble},
    {"string", TypeKind::kString},
    {"bytes", TypeKind::kBytes},
    {"timestamp", TypeKind::kTimestamp},
    {"duration", TypeKind::kDuration},
    {"list", TypeKind::kList},
    {"map", TypeKind::kMap},
    {"type", TypeKind::kType},
    {"optional_type", TypeKind::kOptional},
    {"google.protobuf.Timestamp", TypeKind::kTimestamp},
}};

class TypeReader {
 public:
  explicit TypeReader(std::string_view text) : text_(text) {}

  std::optional<Type> run() {
    std::optional<Type> type = read(0);
    return type && text_.empty() ? type : std::nullopt;
  }

 private:
  std::optional<Type> read(int depth) {
    constexpr int kMaxDepth = 64;
    size_t length = std::min(text_.find_first_of("(), "), text_.size());
    std::string_view name = text_.substr(0, length);
    text_.remove_prefix(length);
    auto known = std::find_if(kTypes.begin(), kTypes.end(),
                              [&](const auto& type) { return type.first == name; });
    if (known == kTypes.end() || depth > kMaxDepth) return std::nullopt;
    Type type = scalar(known->second);
    while (text_.starts_with(type.parameters.empty() ? '(' : ',')) {
      text_.remove_prefix(text_.starts_with(", ") ? 2 : 1);
      std::optional<Type> parameter = read(depth + 1);
      if (!parameter) return std::nullopt;
      type.parameters.push_back(std::move(*parameter));
    }
    if (!type.parameters.empty()) {
      if (!text_.starts_with(')')) return std::nullopt;
      text_.remove_prefix(1);
    }
    return type;
  }

  std::string_view text_;
};

template <typename T>
T number(const Json& json) {
  T value{};
  std::from_chars(json.text.data(), json.text.data() + json.text.size(), value);
  return value;
}

int64_t member_number(const Json& json, std::string_view name) {
  const Json* member = json.find(name);
  return member == nullptr ? 0 : number<int64_t>(*member);
}

std::optional<Value> read_list(const Json& json, Arena& arena) {
  auto items = arena.make_array<Value>(json.items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    std::optional<Value> item = read_tagged(json.items[i], arena);
    if (!item) return std::nullopt;
    items[i] = *item;
  }
  auto* list = arena.make<List>();
  list->items = items;
  return Value::list(list);
}

std::optional<Value> read_map(const Json& json, Arena& arena) {
  auto entries = arena.make_array<std::pair<Value, Value>>(json.items.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const Json& pair = json.items[i];
    if (pair.items.size() != 2) return std::nullopt;
    std::optional<Value> key = read_tagged(pair.items[0], arena);
    std::optional<Value> value = read_tagged(pair.items[1], arena);
    if (!key || !value) return std::nullopt;
    entries[i] = {*key, *value};
  }
  auto* map = arena.make<Map>();
  map->entries = entries;
  return Value::map(map);
}

std::optional<Value> read_named_type(const Json& json) {
  for (const NamedType& named : named_types()) {
    if (named.name == json.text) return Value::type(&named.type);
  }
  return std::nullopt;
}

std::optional<Value> read_bytes(const Json& json, Arena& arena) {
  auto bytes = decode_base64(json.text);
  if (!bytes) return std::nullopt;
  return Value::bytes(arena.copy(*bytes));
}

}  // namespace

std::optional<Type> read_type(std::string_view text) { return TypeReader(text).run(); }

std::optional<Value> read_tagged(const Json& json, Arena& arena) {
  if (json.members.size() != 1) return std::nullopt;
  const auto& [tag, content] = json.members[0];
  if (tag == "null") return Value::null();
  if (tag == "bool") return Value::boolean(content.boolean);
  if (tag == "int") return Value::integer(number<int64_t>(content));
  if (tag == "uint") return Value::unsigned_integer(number<uint64_t>(content));
  if (tag == "double") return Value::real(number<double>(content));
  if (tag == "string") return Value::string(arena.copy(content.text));
  if (tag == "bytes") return read_bytes(content, arena);
  if (tag == "type") return read_named_type(content);
  if (tag == "list") return read_list(content, arena);
  if (tag == "map") return read_map(content, arena);
  int64_t seconds = member_number(content, "seconds");
  int64_t nanos = member_number(content, "nanos");
  if (tag == "timestamp") return Value::timestamp({seconds, static_cast<int32_t>(nanos)});
  if (tag == "duration") return Value::duration(seconds * 1'000'000'000 + nanos);
  return std::nullopt;
}

bool same_value(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::kDouble) && std::isnan(a.as_double())) return std::isnan(b.as_double());
  if (a.is(Kind::kList)) {
    auto left = a.as_list().items;
    auto right = b.as_list().items;
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), same_value);
  }
  if (a.is(Kind::kMap)) {
    const Map& left = a.as_map();
    const Map& right = b.as_map();
    if (left.entries.size() != right.entries.size()) return false;
    return std::all_of(left.entries.begin(), left.entries.end(), [&](const auto& entry) {
      const Value* other = find_key(right, entry.first);
      return other != nullptr && same_value(entry.second, *other);
    });
  }
  return equals(a, b);
}

}  // namespace stagegraph::cel
