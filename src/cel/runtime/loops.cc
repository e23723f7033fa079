// SPDX-License-Identifier: Apache-2.0
// The loops of macros. A result that is a list grows in place: its builder doubles its array in the
// arena and is a List at any time, so that the end of the loop copies nothing. Maps are gathered as
// a list of keys and values and built at the end.
#include "cel/runtime/loops.h"

#include <algorithm>

#include "cel/runtime/collections.h"
#include "cel/runtime/logic.h"

namespace stagegraph::cel {
namespace {

constexpr size_t kFirstCapacity = 8;

// A list that grows in the arena. It is a List from the first element on.
struct ListBuilder {
  List list;
  Value* data = nullptr;
  size_t capacity = 0;
};

ListBuilder* builder_of(const Value& result) {
  // The builder was made as one, and only here is it changed.
  return reinterpret_cast<ListBuilder*>(const_cast<List*>(&result.as_list()));
}

Value new_builder(Runtime& runtime) {
  auto* builder = runtime.arena.make<ListBuilder>();
  return Value::list(&builder->list);
}

void grow(Runtime& runtime, ListBuilder& builder) {
  size_t capacity = std::max(builder.capacity * 2, kFirstCapacity);
  auto data = runtime.arena.make_array<Value>(capacity);
  std::copy(builder.list.items.begin(), builder.list.items.end(), data.begin());
  builder.data = data.data();
  builder.capacity = capacity;
}

bool append(Runtime& runtime, LoopFrame& frame, const Value& value) {
  if (!frame.result.is(Kind::kList)) return true;  // an unknown came before: nothing is built
  ListBuilder& builder = *builder_of(frame.result);
  size_t count = builder.list.items.size();
  bool deep = depth_of(value) >= kMaxValueDepth;
  if (deep || !runtime.charge(1)) {
    frame.result = deep ? runtime.fail("a list nests too deeply") : runtime.spent();
    return false;
  }
  if (count == builder.capacity) grow(runtime, builder);
  builder.data[count] = value;
  builder.list.items = {builder.data, count + 1};
  builder.list.depth = std::max(builder.list.depth, depth_of(value) + 1);
  return true;
}

// Unknowns gather while the loop goes on. An error ends it unless something is unknown already.
bool take_failure(Runtime& runtime, LoopFrame& frame, const Value& failure) {
  if (failure.is_unknown()) {
    bool first = !frame.result.is_unknown();
    frame.result = first ? failure : merge_unknown(runtime, frame.result, failure);
    return true;
  }
  if (frame.result.is_unknown()) return true;
  frame.result = failure;
  return false;
}

bool step_count(Runtime& runtime, LoopFrame& frame, const Value& body) {
  if (!body.is(Kind::kBool)) return take_failure(runtime, frame, not_bool(runtime, body));
  if (body.as_bool() && frame.result.is(Kind::kInt)) {
    frame.result = Value::integer(frame.result.as_int() + 1);
  }
  return true;
}

bool step_entry(Runtime& runtime, LoopFrame& frame, const Value& key, const Value& body) {
  return append(runtime, frame, key) && append(runtime, frame, body);
}

bool step_merge(Runtime& runtime, LoopFrame& frame, const Value& body) {
  if (!body.is(Kind::kMap)) {
    frame.result = runtime.no_overload("transformMapEntry", {&body, 1});
    return false;
  }
  for (const auto& [key, value] : body.as_map().entries) {
    if (!step_entry(runtime, frame, key, value)) return false;
  }
  return true;
}

bool makes_map(LoopKind kind) {
  return kind == LoopKind::kMapEntries || kind == LoopKind::kMergedMaps;
}

size_t size_of(const Value& range) {
  return range.is(Kind::kList) ? range.as_list().items.size() : range.as_map().entries.size();
}

}  // namespace

void begin_loop(Runtime& runtime, LoopKind kind, LoopFrame& frame) {
  frame.index = Value::integer(0);
  if (!frame.range.is(Kind::kList) && !frame.range.is(Kind::kMap)) {
    static constexpr List kEmpty;
    frame.result =
        is_plain(frame.range) ? runtime.no_overload("loop over", {&frame.range, 1}) : frame.range;
    frame.range = Value::list(&kEmpty);
    return;
  }
  switch (kind) {
    case LoopKind::kAll:
      frame.result = Value::boolean(true);
      break;
    case LoopKind::kExists:
      frame.result = Value::boolean(false);
      break;
    case LoopKind::kExistsOne:
      frame.result = Value::integer(0);
      break;
    default:
      frame.result = new_builder(runtime);
  }
}

bool next_element(LoopFrame& frame, Value* variables, size_t count) {
  auto at = static_cast<size_t>(frame.index.as_int());
  if (at >= size_of(frame.range)) return false;
  bool is_list = frame.range.is(Kind::kList);
  if (is_list) {
    const Value& item = frame.range.as_list().items[at];
    variables[0] = count == 2 ? frame.index : item;
    if (count == 2) variables[1] = item;
  } else {
    const auto& [key, value] = frame.range.as_map().entries[at];
    variables[0] = key;
    if (count == 2) variables[1] = value;
  }
  frame.index = Value::integer(frame.index.as_int() + 1);
  return true;
}

bool step_loop(Runtime& runtime, LoopKind kind, LoopFrame& frame, const Value* variables,
               const Value& body) {
  switch (kind) {
    case LoopKind::kAll:
      frame.result = logical_and(runtime, frame.result, body);
      return !frame.result.is_false();
    case LoopKind::kExists:
      frame.result = logical_or(runtime, frame.result, body);
      return !frame.result.is_true();
    case LoopKind::kExistsOne:
      return step_count(runtime, frame, body);
    case LoopKind::kFilter: {
      FilterAnswer answer = filter_element(runtime, frame, body);
      if (answer == FilterAnswer::kTake) return append(runtime, frame, variables[0]);
      return answer == FilterAnswer::kSkip;
    }
    default:
      if (!is_plain(body)) return take_failure(runtime, frame, body);
      if (kind == LoopKind::kMergedMaps) return step_merge(runtime, frame, body);
      if (kind == LoopKind::kMapEntries) return step_entry(runtime, frame, variables[0], body);
      return append(runtime, frame, body);
  }
}

FilterAnswer filter_element(Runtime& runtime, LoopFrame& frame, const Value& answer) {
  if (answer.is(Kind::kBool)) return answer.as_bool() ? FilterAnswer::kTake : FilterAnswer::kSkip;
  bool goes_on = take_failure(runtime, frame, not_bool(runtime, answer));
  return goes_on ? FilterAnswer::kSkip : FilterAnswer::kStop;
}

Value end_loop(Runtime& runtime, LoopKind kind, const LoopFrame& frame) {
  const Value& result = frame.result;
  if (kind == LoopKind::kExistsOne && result.is(Kind::kInt)) {
    return Value::boolean(result.as_int() == 1);
  }
  if (makes_map(kind) && result.is(Kind::kList)) {
    return build_map(runtime, result.as_list().items, nullptr);
  }
  return result;
}

}  // namespace stagegraph::cel
