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

// What the candidates mean together.
Grade grade_of(const std::vector<const Candidate*>& given) {
  Grade grade = Grade::kFine;
  Owner object = Owner::kNobody;  // of what is bound to one object
  bool is_mixed = false;
  bool has_other = false;
  bool has_version = false;
  bool has_own = false;
  bool has_main = true;
  for (const Candidate* one : given) {
    grade = std::max(grade, one->grade);
    if (one->bond == Bond::kNone) continue;
    if (one->bond == Bond::kObject) {
      is_mixed = is_mixed || (object != Owner::kNobody && object != one->owner);
      object = one->owner;
    }
    has_other = has_other || one->owner == Owner::kOther;
    has_version = has_version || one->owner == Owner::kVersion;
    has_own = has_own || one->owner == Owner::kMain || one->owner == Owner::kTwin;
    has_main = has_main && (one->owner == Owner::kMain || one->owner == Owner::kTwin);
  }
  if (is_mixed || (has_other && (has_own || has_version))) return Grade::kWrong;
  return has_main ? grade : std::max(grade, Grade::kOdd);
}

std::string judge(const Answer& got, Grade grade, const Scope& scope) {
  if (!got.has_status) {
    return grade == Grade::kWrong && !got.is_neutral ? "answers as if it were right" : "";
  }
  const bool is_ok = got.status == STG_STATUS_OK;
  if (grade == Grade::kWrong && is_ok) return "succeeds";
  if (grade == Grade::kFine && !is_ok) return "fails";
  if (got.status == STG_STATUS_INTERNAL || stg_status_name(got.status).size == 0) {
    return "ends in an internal error";
  }
  if (scope.wants_error && stg_error_status(scope.error) != got.status) return "reports another";
  return scope.check(is_ok);
}

class Calls {
 public:
  Calls(const char* function, const std::vector<Argument>& arguments, Answer (*call)(const Slot*))
      : function_(function), arguments_(arguments), call_(call), chosen_(arguments.size(), 0) {}

  void run() {
    make();
    for (size_t i = 0; i < arguments_.size(); ++i) {
      for (size_t a = 1; a < arguments_[i].candidates.size(); ++a) {
        chosen_[i] = a;
        make();
        for (size_t j = i + 1; j < arguments_.size(); ++j) vary(j);
      }
      chosen_[i] = 0;
    }
  }

 private:
  void vary(size_t j) {
    for (size_t b = 1; b < arguments_[j].candidates.size(); ++b) {
      chosen_[j] = b;
      make();
    }
    chosen_[j] = 0;
  }

  void make() {
    Scope scope;
    std::vector<Slot> slots(1);
    std::vector<const Candidate*> given;
    size_t used = 0;
    for (size_t i = 0; i < arguments_.size(); ++i) {
      const Candidate& one = arguments_[i].candidates[chosen_[i]];
      slots.resize(used + arguments_[i].slots + 1);
      one.put(&slots[used], scope);
      used += arguments_[i].slots;
      given.push_back(&one);
    }
    const Answer got = call_(slots.data());
    const std::string problem = judge(got, grade_of(given), scope);
    if (!problem.empty()) FAIL_CHECK(describe(given) << " " << problem << ": " << message(scope));
  }

  std::string describe(const std::vector<const Candidate*>& given) const {
    std::string text = function_ + std::string("(");
    for (const Candidate* one : given) text += (text.back() == '(' ? "" : ", ") + one->what;
    return text + ")";
  }
  static std::string message(const Scope& scope) {
    return std::string(view(stg_error_message(scope.error)));
  }

  const char* function_;
  const std::vector<Argument>& arguments_;
  Answer (*call_)(const Slot*);
  std::vector<size_t> chosen_;
};

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

void misuse(const char* function, const std::vector<Argument>& arguments,
            Answer (*call)(const Slot*)) {
  static const std::string first = decide_again();
  Calls(function, arguments, call).run();
  INFO("after the misuse of " << function);
  CHECK(decide_again() == first);
}

}  // namespace misuse_test
