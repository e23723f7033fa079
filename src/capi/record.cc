// SPDX-License-Identifier: Apache-2.0
// Records.
#include "capi/guard.h"
#include "capi/handles.h"
#include "capi/values.h"
#include "engine/json/record_read.h"
#include "engine/json/record_write.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::capi;
using namespace stagegraph::engine;
using namespace stagegraph::ruleset;

Record& stagegraph::capi::writable(stg_record* record) {
  Record& changed = replaceable(record);
  if (!changed.is_of_other_version()) return changed;
  fail(Status::kWrongRuleset,
       "record '" + std::string(changed.id()) +
           "' was decided last by another version of the rules. Migrate it first");
}

Record& stagegraph::capi::replaceable(stg_record* record) {
  stg_record& given = checked(record, "record");
  if (given.shown != &given.own) {
    fail(Status::kInvalidArgument, "a decision's record cannot be changed. Clone it");
  }
  return given.own;
}

int64_t stagegraph::capi::next_due_out(const Record& record) noexcept {
  try {
    return instant_out(next_due(record));
  } catch (...) {
    return instant_out(record.clock);
  }
}

stg_status stg_record_new(const stg_ruleset* ruleset, const char* id, size_t id_size, int64_t at,
                          stg_record** record, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_record*& result = checked(record, "record");
    const auto& rules = checked(ruleset, "ruleset").rules;
    std::string_view name = text_in(id, id_size, "id");
    if (name.empty()) fail(Status::kInvalidArgument, "a record's id is empty");
    const Instant begun = instant_in(at);
    Record made = Record::create(rules, name, begun);
    take(place(made, rules->initial, begun));
    result = new stg_record(std::move(made));
  });
}

stg_status stg_record_clone(const stg_record* record, stg_record** copy, stg_error** err) noexcept {
  return guarded(err, [&] {
    const Record& original = *checked(record, "record").shown;
    stg_record*& result = checked(copy, "copy");
    result = new stg_record(original);
  });
}

void stg_record_free(stg_record* record) noexcept { delete record; }

stg_status stg_record_from_json(const stg_ruleset* ruleset, const char* text, size_t text_size,
                                stg_record** record, stg_error** err) noexcept {
  return guarded(err, [&] {
    stg_record*& result = checked(record, "record");
    const auto& rules = checked(ruleset, "ruleset").rules;
    result = new stg_record(take(read_record(rules, bytes_in(text, text_size, "text"))));
  });
}

stg_status stg_record_to_json(const stg_record* record, stg_buffer** text,
                              stg_error** err) noexcept {
  return guarded(err, [&] {
    const Record& shown = *checked(record, "record").shown;
    Reused<stg_buffer> buffer(text);
    buffer->text.clear();
    write_record(shown, buffer->text);
    buffer.commit();
  });
}

stg_status stg_record_place(stg_record* record, uint32_t stage, int64_t entered,
                            stg_error** err) noexcept {
  return guarded(err, [&] {
    Record& placed = writable(record);
    take(
        place(placed, checked_index("stage", stage, placed.ruleset().stages), instant_in(entered)));
  });
}

stg_str stg_record_id(const stg_record* record) noexcept {
  return record == nullptr ? stg_str{} : text_out(record->shown->id());
}

uint32_t stg_record_stage(const stg_record* record) noexcept {
  return record == nullptr ? STG_NONE : record->shown->stage.value();
}

int64_t stg_record_entered(const stg_record* record, uint32_t stage) noexcept {
  if (record == nullptr || stage >= record->shown->marks().size()) return STG_NEVER;
  return instant_out(record->shown->marks()[StageIndex(stage)].entered());
}

uint32_t stg_record_visits(const stg_record* record, uint32_t stage) noexcept {
  if (record == nullptr || stage >= record->shown->marks().size()) return 0;
  return record->shown->marks()[StageIndex(stage)].visits;
}

int64_t stg_record_sequence(const stg_record* record) noexcept {
  return record == nullptr ? 0 : record->shown->sequence;
}

stg_str stg_record_behaviour(const stg_record* record) noexcept {
  return record == nullptr ? stg_str{} : text_out(record->shown->behaviour());
}
