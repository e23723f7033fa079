// SPDX-License-Identifier: Apache-2.0
// What the misuse test gives to a parameter: something right first, then what is allowed but odd,
// and what no call may take. A call is tried with everything right, with each parameter odd or
// wrong, and with each two of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "misuse_world.h"
#include "snapshots.h"

namespace misuse_test {

// An argument of any type, as the call wants it.
struct Slot {
  void* pointer = nullptr;
  uint64_t number = 0;
  double real = 0;

  template <typename T>
  operator T*() const {
    return static_cast<T*>(pointer);
  }
  operator uint64_t() const { return number; }
  operator int64_t() const { return static_cast<int64_t>(number); }
  operator uint32_t() const { return static_cast<uint32_t>(number); }
  operator int32_t() const { return static_cast<int32_t>(number); }
  operator uint8_t() const { return static_cast<uint8_t>(number); }
  operator double() const { return real; }
};

// What lives for one call.
class Scope {
 public:
  Scope() = default;
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  void at_end(std::function<void()> what) { ends_.push_back(std::move(what)); }
  // After the call: what is wrong with what it set; empty where nothing is.
  void at_check(std::function<std::string(bool is_ok)> what) { checks_.push_back(std::move(what)); }
  std::string check(bool is_ok) const;
  // What the call is given or fills: all that can be read of it.
  void at_watch(std::function<std::string()> what) { watches_.push_back(std::move(what)); }
  std::vector<std::string> watch() const;

  stg_error* error = nullptr;
  bool wants_error = false;

 private:
  std::vector<std::function<std::string(bool)>> checks_;
  std::vector<std::function<std::string()>> watches_;
  std::vector<std::function<void()>> ends_;
};

enum class Grade : uint8_t {
  kFine,   // the call succeeds
  kOdd,    // it succeeds or fails
  kWrong,  // it fails, or answers that there is nothing
};
// Which objects have to be of one ruleset: those bound to the object, and those that a ruleset of
// the same version takes as well.
enum class Bond : uint8_t { kNone, kObject, kVersion };

struct Candidate {
  std::string what;
  Grade grade;
  std::function<void(Slot*, Scope&)> put;
  Owner owner = Owner::kNobody;
  Bond bond = Bond::kNone;
};

struct Argument {
  size_t slots = 1;
  std::vector<Candidate> candidates;  // the first is right
};

// The result of a call.
struct Answer {
  bool has_status = false;
  stg_status status = STG_STATUS_OK;
  bool is_neutral = true;  // it says that there is nothing
};
inline Answer status(stg_status value) { return {true, value, false}; }
inline Answer answer(stg_str value) { return {.is_neutral = value.size == 0}; }
inline Answer answer(uint8_t value) { return {.is_neutral = value == 0}; }
inline Answer answer(uint32_t value) { return {.is_neutral = value == 0 || value == STG_NONE}; }
inline Answer answer(uint64_t value) { return {.is_neutral = value == 0}; }
inline Answer answer(int64_t value) { return {.is_neutral = value == 0 || value == STG_NEVER}; }
// Of enumerations, what is documented for NULL: the first, -1, or the outcome `error`.
inline Answer answer(int32_t value) {
  return {.is_neutral = value == 0 || value == -1 || value == STG_OUTCOME_ERROR};
}
inline Answer answer(const stg_ruleset* value) {
  stg_ruleset_unref(value);  // of stg_ruleset_ref
  return {.is_neutral = value == nullptr};
}
template <typename T>
Answer answer(const T* borrowed) {
  return {.is_neutral = borrowed == nullptr};
}

Argument index(uint32_t right);
Argument instant();
Argument number();
Argument flag();
Argument real();
Argument choice(int32_t right);
// `fails` says whether the call reports what it is given.
Argument text(std::string_view right, bool fails);
Argument texts(std::string_view right);
Argument error_out();

// What is written can be read: empty, or why not.
std::string check_written(const stg_decision* decision);
std::string check_written(const stg_record* record);
template <typename T>
std::string check_written(const T*) {
  return {};
}

template <typename T>
constexpr Bond bond_of() {
  if (std::is_same_v<T, stg_record> || std::is_same_v<T, stg_decision>) return Bond::kVersion;
  const bool is_bound = std::is_same_v<T, stg_ruleset> || std::is_same_v<T, stg_payload> ||
                        std::is_same_v<T, stg_event> || std::is_same_v<T, stg_context>;
  return is_bound ? Bond::kObject : Bond::kNone;
}

template <typename T>
void put_pointer(Slot* slot, const T* pointer) {
  slot->pointer = const_cast<T*>(pointer);
}

// What decisions show is no handle of its own.
inline void add_shown(Argument& argument, const stg_decision*, bool) {
  argument.candidates.push_back(
      {"emptied", Grade::kWrong, [](Slot* s, Scope&) { put_pointer(s, world().main.emptied); }});
  argument.candidates.push_back({"of a list", Grade::kOdd, [](Slot* s, Scope&) {
                                   put_pointer(s, stg_decisions_get(world().main.decisions, 0));
                                 }});
}
inline void add_shown(Argument& argument, const stg_record*, bool is_const) {
  argument.candidates.push_back(
      {"of a decision", is_const ? Grade::kOdd : Grade::kWrong,
       [](Slot* s, Scope&) { put_pointer(s, stg_decision_record(world().main.decision)); }});
}
template <typename T>
void add_shown(Argument&, const T*, bool) {}

template <typename T>
Argument handle(bool is_nullable, bool is_const, Bond bond = bond_of<T>()) {
  Argument argument;
  for (const Objects* of : world().all()) {
    if (of->owner != Owner::kMain && bond_of<T>() == Bond::kNone &&
        !std::is_same_v<T, stg_decisions>) {
      continue;
    }
    argument.candidates.push_back({"of " + std::to_string(static_cast<int>(of->owner)),
                                   Grade::kFine,
                                   [of](Slot* s, Scope& scope) {
                                     const T* object = get(*of, static_cast<const T*>(nullptr));
                                     put_pointer(s, object);
                                     scope.at_watch([object] { return snapshot(object); });
                                   },
                                   of->owner, bond});
  }
  argument.candidates.push_back({"NULL", is_nullable ? Grade::kOdd : Grade::kWrong,
                                 [](Slot* s, Scope&) { s->pointer = nullptr; }});
  add_shown(argument, static_cast<const T*>(nullptr), is_const);
  return argument;
}

// An object that the call may change.
template <typename T>
Argument own_copy() {
  Argument argument = handle<T>(false, false);
  for (const Objects* of : world().all()) {
    for (Candidate& one : argument.candidates) {
      if (one.owner != of->owner &&
          !(of->owner == Owner::kMain && &one == &argument.candidates[0])) {
        continue;
      }
      one.put = [of](Slot* s, Scope& scope) {
        T* made = copy(*of, static_cast<const T*>(nullptr));
        put_pointer(s, made);
        scope.at_watch([made] { return snapshot(made); });
        scope.at_end([made] { release(made); });
      };
    }
  }
  return argument;
}

// An object that the call frees.
template <typename T>
Argument last_use() {
  return {1,
          {{"an object", Grade::kFine,
            [](Slot* s, Scope&) {
              put_pointer(s, copy(world().main, static_cast<const T*>(nullptr)));
            }},
           {"NULL", Grade::kFine, [](Slot* s, Scope&) { s->pointer = nullptr; }}}};
}

// A place for an object. Where the call fails it holds what it held before.
template <typename T>
void put_place(Slot* slot, Scope& scope, T* before, bool is_kept) {
  T** place = new T*(before);
  slot->pointer = place;
  scope.at_check([=](bool is_ok) -> std::string {
    if (!is_ok) return *place == before ? "" : "a call that fails has set its result";
    if (*place == nullptr || (!is_kept && *place == before)) return "a call has set no result";
    return check_written(static_cast<const T*>(*place));
  });
  scope.at_end([=] {
    if (is_kept || *place != before) release(*place);
    delete place;
  });
}

template <typename T>
Argument out() {
  static T* const mark = reinterpret_cast<T*>(&world());  // what nobody may read or free
  return {
      1,
      {{"a place", Grade::kFine, [](Slot* s, Scope& scope) { put_place(s, scope, mark, false); }},
       {"NULL", Grade::kWrong, [](Slot* s, Scope&) { s->pointer = nullptr; }}}};
}

template <typename T>
Argument reused_out() {
  const bool is_bound = std::is_same_v<T, stg_event>;
  return {1,
          {{"a place", Grade::kFine,
            [](Slot* s, Scope& scope) { put_place(s, scope, static_cast<T*>(nullptr), true); }},
           {"NULL", Grade::kWrong, [](Slot* s, Scope&) { s->pointer = nullptr; }},
           {"an object", Grade::kFine,
            [](Slot* s, Scope& scope) {
              put_place(s, scope, copy(world().main, static_cast<const T*>(nullptr)), true);
            },
            is_bound ? Owner::kMain : Owner::kNobody, is_bound ? Bond::kObject : Bond::kNone}}};
}

template <typename T>
Argument value_out(bool is_nullable) {
  return {1,
          {{"a place", Grade::kFine,
            [](Slot* s, Scope& scope) {
              T* place = new T();
              s->pointer = place;
              scope.at_end([place] { delete place; });
            }},
           {"NULL", is_nullable ? Grade::kFine : Grade::kWrong,
            [](Slot* s, Scope&) { s->pointer = nullptr; }}}};
}

// What misuse_calls.py calls for each function: tries it with what its parameters may be given.
// misuse_run.cc tries all of that, fault_calls_test.cc what is not wrong, while memory runs out.
void try_function(const char* function, const std::vector<Argument>& arguments,
                  Answer (*call)(const Slot*));

}  // namespace misuse_test
