#include "cel/functions/operators.h"

#include <string_view>

namespace stagegraph::cel {

std::span<const Declaration> operator_declarations() {
  static constexpr std::string_view kOrdered =
      "bool, bool -> bool | int, int -> bool | uint, uint -> bool | double, double -> bool | "
      "string, string -> bool | bytes, bytes -> bool | timestamp, timestamp -> bool | "
      "duration, duration -> bool";
  static constexpr std::string_view kNumbers =
      "int, int -> int | uint, uint -> uint | double, double -> double";
  static constexpr Declaration kTable[] = {
      {"_+_", Style::kGlobal,
       "int, int -> int | uint, uint -> uint | double, double -> double | "
       "string, string -> string | bytes, bytes -> bytes | list(A), list(A) -> list(A) | "
       "timestamp, duration -> timestamp | duration, timestamp -> timestamp | "
       "duration, duration -> duration",
       nullptr},
      {"_-_", Style::kGlobal,
       "int, int -> int | uint, uint -> uint | double, double -> double | "
       "timestamp, timestamp -> duration | timestamp, duration -> timestamp | "
       "duration, duration -> duration",
       nullptr},
      {"_*_", Style::kGlobal, kNumbers, nullptr},
      {"_/_", Style::kGlobal, kNumbers, nullptr},
      {"_%_", Style::kGlobal, "int, int -> int | uint, uint -> uint", nullptr},
      {"_==_", Style::kGlobal, "A, A -> bool", nullptr},
      {"_!=_", Style::kGlobal, "A, A -> bool", nullptr},
      {"_<_", Style::kGlobal, kOrdered, nullptr},
      {"_<=_", Style::kGlobal, kOrdered, nullptr},
      {"_>_", Style::kGlobal, kOrdered, nullptr},
      {"_>=_", Style::kGlobal, kOrdered, nullptr},
      {"_in_", Style::kGlobal, "A, list(A) -> bool | A, map(A, B) -> bool", nullptr},
      {"-_", Style::kGlobal, "int -> int | double -> double", nullptr},
      {"!_", Style::kGlobal, "bool -> bool", nullptr},
      {"_[_]", Style::kGlobal,
       "list(A), int -> A | map(A, B), A -> B | optional(list(A)), int -> optional(A) | "
       "optional(map(A, B)), A -> optional(B)",
       nullptr},
      {"_[?_]", Style::kGlobal,
       "list(A), int -> optional(A) | map(A, B), A -> optional(B) | "
       "optional(list(A)), int -> optional(A) | optional(map(A, B)), A -> optional(B)",
       nullptr},
  };
  return kTable;
}

std::span<const Declaration> profile_operator_declarations() {
  static constexpr std::string_view kNumber = "decimal, decimal -> decimal";
  static constexpr std::string_view kOrdered = "decimal, decimal -> bool | date, date -> bool";
  static constexpr Declaration kTable[] = {
      {"_+_", Style::kGlobal, kNumber, nullptr},
      {"_-_", Style::kGlobal, kNumber, nullptr},
      {"_*_", Style::kGlobal, kNumber, nullptr},
      {"_/_", Style::kGlobal, kNumber, nullptr},
      {"_<_", Style::kGlobal, kOrdered, nullptr},
      {"_<=_", Style::kGlobal, kOrdered, nullptr},
      {"_>_", Style::kGlobal, kOrdered, nullptr},
      {"_>=_", Style::kGlobal, kOrdered, nullptr},
      {"-_", Style::kGlobal, "decimal -> decimal", nullptr},
  };
  return kTable;
}

}  // namespace stagegraph::cel
