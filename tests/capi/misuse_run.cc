// SPDX-License-Identifier: Apache-2.0
// Tries a function with everything right, with each parameter odd or wrong, and with each two of
// them. What a call answers has to fit the worst of what it was given.
#include <catch2/catch.hpp>

#include <algorithm>

#include "misuse_arguments.h"

namespace misuse_test {

namespace {

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

void try_function(const char* function, const std::vector<Argument>& arguments,
                  Answer (*call)(const Slot*)) {
  static const std::string first = decide_again();
  Calls(function, arguments, call).run();
  INFO("after the misuse of " << function);
  CHECK(decide_again() == first);
}

}  // namespace misuse_test
