// Deep copies of values. A value may share its parts: two elements of a list may be one map. The
// copy shares in the same way, since each part is remembered by its address and copied once.
// Otherwise a value of a few hundred bytes could unfold into gigabytes.
#include "cel/common/clone.h"

#include <algorithm>
#include <unordered_map>

#include "cel/common/network.h"

namespace stagegraph::cel {
namespace {

// Values may share parts: each part is copied once, so that the copy is no larger than the value.
class Cloner {
 public:
  explicit Cloner(Arena& arena) : arena_(arena) {}

  Value run(const Value& value) {
    switch (value.kind()) {
      case Kind::kString:
        return value.is_interned() ? value : Value::string(arena_.copy(value.as_text()));
      case Kind::kBytes:
        return Value::bytes(arena_.copy(value.as_text()));
      case Kind::kList:
        return once(&value.as_list(), [&] { return list(value.as_list()); });
      case Kind::kMap:
        return once(&value.as_map(), [&] { return map(value.as_map()); });
      case Kind::kOptional:
        return once(&value.as_optional(), [&] { return optional(value.as_optional()); });
      case Kind::kNetwork:
        return Value::network(arena_.make<Network>(value.as_network()));
      case Kind::kUnknown:
        return unknown(value);
      case Kind::kError:
        return error(value.as_error());
      default:
        return value;
    }
  }

 private:
  template <typename Copy>
  Value once(const void* original, Copy copy) {
    if (auto at = copies_.find(original); at != copies_.end()) return at->second;
    Value made = copy();
    copies_.emplace(original, made);
    return made;
  }

  Value list(const List& original) {
    auto items = arena_.make_array<Value>(original.items.size());
    for (size_t i = 0; i < items.size(); ++i) items[i] = run(original.items[i]);
    auto* copy = arena_.make<List>(original);
    copy->items = items;
    return Value::list(copy);
  }

  Value map(const Map& original) {
    auto entries = arena_.make_array<std::pair<Value, Value>>(original.entries.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      entries[i] = {run(original.entries[i].first), run(original.entries[i].second)};
    }
    auto* copy = arena_.make<Map>(original);
    copy->entries = entries;
    return Value::map(copy);
  }

  Value optional(const Optional& original) {
    auto* copy = arena_.make<Optional>(original);
    copy->value = run(original.value);
    return Value::optional(copy);
  }

  Value unknown(const Value& value) {
    const UnknownSet* set = value.unknown_set();
    if (set == nullptr) return value;
    auto slots = arena_.make_array<uint32_t>(set->slots.size());
    std::copy(set->slots.begin(), set->slots.end(), slots.begin());
    auto* copy = arena_.make<UnknownSet>();
    copy->slots = slots;
    return Value::unknown(copy);
  }

  Value error(const EvalError& original) {
    auto* copy = arena_.make<EvalError>(original);
    copy->message = arena_.copy(original.message);
    return Value::error(copy);
  }

  Arena& arena_;
  std::unordered_map<const void*, Value> copies_;
};

}  // namespace

Value clone(const Value& value, Arena& arena) { return Cloner(arena).run(value); }

}  // namespace stagegraph::cel
