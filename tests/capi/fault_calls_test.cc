// SPDX-License-Identifier: Apache-2.0
// Memory runs out in every function of the header, at each of its allocations: for that one alone,
// and from it on. misuse_calls.py writes a test case for each function, so a new one is tried as
// well. The call then says so, all that it was given is as it was, and the next call succeeds.
//
// Of a function with very many allocations some are tried, spread over all. STAGEGRAPH_FAULTS sets
// how many: 0 tries all.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>

#include "counted_new.h"
#include "misuse_arguments.h"

using namespace misuse_test;

namespace {

// Fewer where a parameter is as it seldom is: there are many such, and some are huge.
uint64_t most_faults(bool is_usual) {
  const char* given = std::getenv("STAGEGRAPH_FAULTS");
  if (given == nullptr) return is_usual ? 100 : 5;
  const uint64_t most = std::strtoull(given, nullptr, 10);
  return most == 0 ? UINT64_MAX : most;
}

uint64_t faults_made = 0;  // allocations that failed first, of all calls

enum class Fault : uint8_t { kNone, kOne, kAllFrom };

// Of a call that was made.
struct Made {
  Answer got;
  uint64_t allocations = 0;
  std::vector<std::string> before;
  std::vector<std::string> after;
  std::string problem;  // of the error
};

class Faults {
 public:
  Faults(const std::vector<Argument>& arguments, Answer (*call)(const Slot*))
      : arguments_(arguments), call_(call), chosen_(arguments.size(), 0) {}

  // Everything right, then each parameter as it may be but seldom is.
  void run() {
    try_all(true);
    for (size_t i = 0; i < arguments_.size(); ++i) {
      const std::vector<Candidate>& candidates = arguments_[i].candidates;
      for (size_t a = 1; a < candidates.size(); ++a) {
        chosen_[i] = a;
        if (candidates[a].grade != Grade::kWrong && candidates[a].owner != Owner::kOther) {
          try_all(false);
        }
      }
      chosen_[i] = 0;
    }
  }

 private:
  void try_all(bool is_usual) {
    const Made whole = make(Fault::kNone, 0);
    const uint64_t step = 1 + whole.allocations / most_faults(is_usual);
    for (uint64_t number = 1; number <= whole.allocations; number += step) {
      for (Fault fault : {Fault::kOne, Fault::kAllFrom}) check(whole, make(fault, number), number);
    }
    if (whole.allocations == 0) return;
    INFO("once more, " << describe());
    CHECK(make(Fault::kNone, 0).got.status == whole.got.status);
  }

  // Some need memory for what they can do without, or find out what is wrong before.
  void check(const Made& whole, const Made& made, uint64_t number) {
    INFO(describe() << " at allocation " << number << " of " << whole.allocations);
    if (made.got.has_status && made.got.status != whole.got.status) {
      CHECK(made.got.status == STG_STATUS_OUT_OF_MEMORY);
    }
    CHECK(made.problem == "");
    if (made.got.status != STG_STATUS_OUT_OF_MEMORY) return;
    REQUIRE(made.before.size() == made.after.size());
    for (size_t i = 0; i < made.before.size(); ++i) CHECK(made.after[i] == made.before[i]);
  }

  Made make(Fault fault, uint64_t number) {
    Made made;
    Scope scope;
    std::vector<Slot> slots(1);
    size_t used = 0;
    for (size_t i = 0; i < arguments_.size(); ++i) {
      slots.resize(used + arguments_[i].slots + 1);
      arguments_[i].candidates[chosen_[i]].put(&slots[used], scope);
      used += arguments_[i].slots;
    }
    if (fault != Fault::kNone) made.before = scope.watch();
    const uint64_t begin = counted_new::allocations;
    if (fault != Fault::kNone) counted_new::fail_at = begin + number;
    if (fault == Fault::kOne) counted_new::fail_until = begin + number + 1;
    made.got = call_(slots.data());
    if (counted_new::allocations >= counted_new::fail_at) ++faults_made;
    counted_new::fail_at = UINT64_MAX;
    counted_new::fail_until = UINT64_MAX;
    made.allocations = counted_new::allocations - begin;
    if (fault != Fault::kNone) made.after = scope.watch();
    if (made.got.has_status) made.problem = scope.check(made.got.status == STG_STATUS_OK);
    return made;
  }

  std::string describe() const {
    std::string text;
    for (size_t i = 0; i < arguments_.size(); ++i) {
      text += (i == 0 ? "" : ", ") + arguments_[i].candidates[chosen_[i]].what;
    }
    return text;
  }

  const std::vector<Argument>& arguments_;
  Answer (*call_)(const Slot*);
  std::vector<size_t> chosen_;
};

}  // namespace

namespace misuse_test {

void try_function(const char* function, const std::vector<Argument>& arguments,
                  Answer (*call)(const Slot*)) {
  static const std::string first = decide_again();
  INFO(function);
  Faults(arguments, call).run();
  CHECK(decide_again() == first);
}

}  // namespace misuse_test

namespace {

#include "misuse_calls.inc"

}  // namespace

TEST_CASE("memory runs out in every function") {
  CHECK(std::size(kTried) > 100);
  CHECK(faults_made > std::size(kTried));
  std::cout << "memory ran out " << faults_made << " times in " << std::size(kTried)
            << " functions\n";
}
