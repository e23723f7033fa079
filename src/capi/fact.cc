// SPDX-License-Identifier: Apache-2.0
// The facts of a record.
#include "base/json.h"
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/setters.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::capi;
using namespace stagegraph::ruleset;
using namespace stagegraph::engine;
using cel::TypeKind;
using cel::Value;

namespace {

// Sets a fact to what `make` (setters.h) gives for its declaration.
template <typename Make>
stg_status set(stg_record* record, uint32_t fact, stg_error** err, Make make) noexcept {
  return guarded(err, [&] {
    Record& changed = writable(record);
    const Ruleset& rules = changed.ruleset();
    const FactIndex place = checked_index("fact", fact, rules.facts);
    Arena arena;
    take(changed.set_fact(place, make(Target{rules.facts[place].type, *rules.zone, arena})));
  });
}

// Runs `read` with the value of a fact that is known and whose type is one of `types`. `out` is where
// it puts the value.
template <typename Out, typename Read>
stg_status get(const stg_record* record, uint32_t fact, std::initializer_list<TypeKind> types,
               Out* out, uint8_t* known, stg_error** err, Read read) noexcept {
  return guarded(err, [&] {
    const Record& shown = *checked(record, "record").shown;
    Out& result = checked(out, "the result");
    const FactIndex place = checked_index("fact", fact, shown.ruleset().facts);
    const Fact& declared = shown.ruleset().facts[place];
    if (std::find(types.begin(), types.end(), declared.type.kind) == types.end()) {
      fail(Status::kInvalidArgument,
           "fact '" + declared.name + "' is of type " + cel::to_string(declared.type));
    }
    const Value& value = shown.fact(place);
    if (!value.is_unknown()) read(value, result);
    if (known != nullptr) *known = value.is_unknown() ? 0 : 1;
  });
}

}  // namespace

stg_status stg_record_set_unknown(stg_record* record, uint32_t fact, stg_error** err) noexcept {
  return guarded(err, [&] {
    Record& changed = writable(record);
    changed.clear_fact(checked_index("fact", fact, changed.ruleset().facts));
  });
}

stg_status stg_record_set_bool(stg_record* record, uint32_t fact, uint8_t value,
                               stg_error** err) noexcept {
  return set(record, fact, err, from_bool(value));
}

stg_status stg_record_set_int(stg_record* record, uint32_t fact, int64_t value,
                              stg_error** err) noexcept {
  return set(record, fact, err, from_int(value));
}

stg_status stg_record_set_double(stg_record* record, uint32_t fact, double value,
                                 stg_error** err) noexcept {
  return set(record, fact, err, from_double(value));
}

stg_status stg_record_set_decimal(stg_record* record, uint32_t fact, const char* text,
                                  size_t text_size, stg_error** err) noexcept {
  return set(record, fact, err, from_decimal(text, text_size));
}

stg_status stg_record_set_string(stg_record* record, uint32_t fact, const char* text,
                                 size_t text_size, stg_error** err) noexcept {
  return set(record, fact, err, from_string(text, text_size));
}

stg_status stg_record_set_timestamp(stg_record* record, uint32_t fact, int64_t instant,
                                    stg_error** err) noexcept {
  return set(record, fact, err, from_timestamp(instant));
}

stg_status stg_record_set_text(stg_record* record, uint32_t fact, const char* text,
                               size_t text_size, stg_error** err) noexcept {
  return set(record, fact, err, from_text(text, text_size));
}

stg_status stg_record_set_json(stg_record* record, uint32_t fact, const char* text,
                               size_t text_size, stg_error** err) noexcept {
  return set(record, fact, err, [&](const Target& target) {
    const Json json = take(parse_json(bytes_in(text, text_size, "text")));
    if (json.kind == Json::Kind::kNull) return Value::unknown(fact);
    return take(value_from_json(json, target.type, target.zone, target.arena));
  });
}

uint8_t stg_record_is_known(const stg_record* record, uint32_t fact) noexcept {
  if (record == nullptr || fact >= record->shown->ruleset().facts.size()) return 0;
  return record->shown->fact(FactIndex(fact)).is_unknown() ? 0 : 1;
}

stg_status stg_record_get_bool(const stg_record* record, uint32_t fact, uint8_t* value,
                               uint8_t* known, stg_error** err) noexcept {
  return get(record, fact, {TypeKind::kBool}, value, known, err,
             [](const Value& v, uint8_t& result) { result = v.as_bool() ? 1 : 0; });
}

stg_status stg_record_get_int(const stg_record* record, uint32_t fact, int64_t* value,
                              uint8_t* known, stg_error** err) noexcept {
  return get(record, fact, {TypeKind::kInt}, value, known, err,
             [](const Value& v, int64_t& result) { result = v.as_int(); });
}

stg_status stg_record_get_double(const stg_record* record, uint32_t fact, double* value,
                                 uint8_t* known, stg_error** err) noexcept {
  return get(record, fact, {TypeKind::kDouble, TypeKind::kDecimal}, value, known, err,
             [](const Value& v, double& result) {
               result = v.is(cel::Kind::kDouble) ? v.as_double() : v.as_decimal().to_double();
             });
}

stg_status stg_record_get_decimal(const stg_record* record, uint32_t fact, stg_buffer** text,
                                  uint8_t* known, stg_error** err) noexcept {
  return get(record, fact, {TypeKind::kDecimal}, text, known, err,
             [](const Value& v, stg_buffer*& result) {
               Reused<stg_buffer> buffer(&result);
               buffer->text = v.as_decimal().to_string();
               buffer.commit();
             });
}

stg_status stg_record_get_string(const stg_record* record, uint32_t fact, stg_str* value,
                                 uint8_t* known, stg_error** err) noexcept {
  return get(record, fact, {TypeKind::kString, TypeKind::kEnum}, value, known, err,
             [](const Value& v, stg_str& result) { result = text_out(v.as_text()); });
}

stg_status stg_record_get_timestamp(const stg_record* record, uint32_t fact, int64_t* instant,
                                    uint8_t* known, stg_error** err) noexcept {
  return get(
      record, fact, {TypeKind::kTimestamp}, instant, known, err,
      [](const Value& v, int64_t& result) { result = instant_out(to_instant(v.as_timestamp())); });
}

stg_status stg_record_get_json(const stg_record* record, uint32_t fact, stg_buffer** text,
                               stg_error** err) noexcept {
  return guarded(err, [&] {
    const Record& shown = *checked(record, "record").shown;
    const FactIndex place = checked_index("fact", fact, shown.ruleset().facts);
    Reused<stg_buffer> buffer(text);
    buffer->text.clear();
    append_json(shown.fact(place), shown.ruleset().zone.get(), buffer->text);
    buffer.commit();
  });
}
