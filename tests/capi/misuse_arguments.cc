// SPDX-License-Identifier: Apache-2.0
#include "misuse_arguments.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <cmath>

namespace misuse_test {

namespace {

constexpr int64_t kFirst = -62'135'596'800'000'000;  // 0001-01-01T00:00:00Z
constexpr int64_t kLast = 253'402'300'799'999'999;   // the last microsecond of 9999
constexpr size_t kHuge = size_t{1} << 20;
constexpr const char* kBroken = "\xff\xfe";

const std::string& huge() {
  static const std::string text(kHuge, 'a');
  return text;
}

Candidate number_of(const char* what, Grade grade, uint64_t value) {
  return {what, grade, [=](Slot* s, Scope&) { s->number = value; }};
}

Candidate signed_of(const char* what, Grade grade, int64_t value) {
  return number_of(what, grade, static_cast<uint64_t>(value));
}

Candidate real_of(const char* what, Grade grade, double value) {
  return {what, grade, [=](Slot* s, Scope&) { s->real = value; }};
}

Candidate text_of(const char* what, Grade grade, const char* data, size_t size) {
  return {what, grade, [=](Slot* s, Scope&) {
            put_pointer(s, data);
            s[1].number = size;
          }};
}

Candidate list_of(const char* what, Grade grade, stg_str element) {
  return {what, grade, [=](Slot* s, Scope& scope) {
            auto* list = new stg_str(element);
            s->pointer = list;
            s[1].number = 1;
            scope.at_end([list] { delete list; });
          }};
}

Candidate no_list(const char* what, Grade grade, uint64_t count) {
  return {what, grade, [=](Slot* s, Scope&) {
            s->pointer = nullptr;
            s[1].number = count;
          }};
}

bool is_json(std::string_view text) {
  try {
    boost::json::parse({text.data(), text.size()});
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

Scope::~Scope() {
  for (const auto& end : ends_) end();
  stg_error_free(error);
}

std::string Scope::check(bool is_ok) const {
  for (const auto& one : checks_) {
    if (std::string problem = one(is_ok); !problem.empty()) return problem;
  }
  return {};
}

std::vector<std::string> Scope::watch() const {
  std::vector<std::string> all;
  for (const auto& one : watches_) all.push_back(one());
  return all;
}

Argument index(uint32_t right) {
  Argument argument{1, {number_of("right", Grade::kFine, right)}};
  // The first that is none lies among these.
  for (uint32_t i = 0; i <= 24; ++i) {
    if (i != right) argument.candidates.push_back(number_of("another", Grade::kOdd, i));
  }
  argument.candidates.push_back(number_of("1000", Grade::kWrong, 1000));
  argument.candidates.push_back(number_of("STG_NONE", Grade::kWrong, STG_NONE));
  return argument;
}

Argument instant() {
  return {1,
          {signed_of("now", Grade::kFine, kNow), signed_of("year 1", Grade::kOdd, kFirst),
           signed_of("year 9999", Grade::kOdd, kLast),
           signed_of("before year 1", Grade::kWrong, kFirst - 1),
           signed_of("after year 9999", Grade::kWrong, kLast + 1),
           signed_of("INT64_MIN", Grade::kWrong, INT64_MIN),
           signed_of("STG_NEVER", Grade::kWrong, STG_NEVER)}};
}

Argument number() {
  return {1,
          {signed_of("1", Grade::kFine, 1), signed_of("0", Grade::kOdd, 0),
           signed_of("-1", Grade::kOdd, -1), signed_of("INT64_MIN", Grade::kOdd, INT64_MIN),
           signed_of("INT64_MAX", Grade::kOdd, INT64_MAX)}};
}

Argument flag() {
  return {1,
          {number_of("1", Grade::kFine, 1), number_of("0", Grade::kFine, 0),
           number_of("255", Grade::kFine, 255)}};
}

Argument real() {
  return {1,
          {real_of("1.5", Grade::kFine, 1.5), real_of("-0.0", Grade::kOdd, -0.0),
           real_of("NaN", Grade::kOdd, std::nan("")),
           real_of("infinite", Grade::kOdd, -std::numeric_limits<double>::infinity()),
           real_of("largest", Grade::kOdd, std::numeric_limits<double>::max())}};
}

Argument choice(int32_t right) {
  return {1,
          {signed_of("right", Grade::kFine, right), signed_of("-1", Grade::kWrong, -1),
           signed_of("9999", Grade::kWrong, 9999), signed_of("least", Grade::kWrong, INT32_MIN)}};
}

Argument text(std::string_view right, bool fails) {
  Argument argument{
      2,
      {text_of("right", Grade::kFine, right.data(), right.size()),
       text_of("NULL and 0", Grade::kOdd, nullptr, 0),
       text_of("NULL and 5", Grade::kWrong, nullptr, 5), text_of("empty", Grade::kOdd, "", 0),
       text_of("not UTF-8", Grade::kWrong, kBroken, 2),
       text_of("huge", Grade::kOdd, huge().data(), huge().size())}};
  if (fails) {
    argument.candidates.push_back(
        text_of("larger than memory", Grade::kWrong, right.data(), SIZE_MAX));
  }
  return argument;
}

Argument texts(std::string_view right) {
  return {2,
          {list_of("right", Grade::kFine, {right.data(), right.size()}),
           no_list("NULL and 0", Grade::kOdd, 0), no_list("NULL and 1", Grade::kWrong, 1),
           list_of("one of NULL and 5", Grade::kWrong, {nullptr, 5}),
           list_of("an empty one", Grade::kOdd, {"", 0}),
           list_of("one that is not UTF-8", Grade::kWrong, {kBroken, 2}),
           list_of("a huge one", Grade::kOdd, {huge().data(), huge().size()})}};
}

Argument error_out() {
  return {1,
          {{"err", Grade::kFine,
            [](Slot* s, Scope& scope) {
              scope.wants_error = true;
              s->pointer = &scope.error;
            }},
           {"no err", Grade::kFine, [](Slot* s, Scope&) { s->pointer = nullptr; }}}};
}

std::string check_written(const stg_record* record) {
  stg_buffer* json = nullptr;
  if (stg_record_to_json(record, &json, nullptr) != STG_STATUS_OK) return "writes no record";
  const std::string text(view(stg_buffer_text(json)));
  stg_buffer_free(json);
  for (const Objects* of : world().all()) {
    stg_record* read = nullptr;
    if (stg_record_from_json(of->ruleset, text.data(), text.size(), &read, nullptr) ==
        STG_STATUS_OK) {
      stg_record_free(read);
      return {};
    }
  }
  return "writes a record that nobody reads: " + text;
}

std::string check_written(const stg_decision* decision) {
  stg_buffer* json = nullptr;
  if (stg_decision_to_json(decision, &json, nullptr) != STG_STATUS_OK) return "writes no decision";
  const std::string text(view(stg_buffer_text(json)));
  stg_buffer_free(json);
  if (!is_json(text)) return "writes no JSON: " + text;
  return check_written(stg_decision_record(decision));
}

}  // namespace misuse_test
