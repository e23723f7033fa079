// The types of the operators, for the checker. "_[_]" is an index, "-_" the sign.
#include "cel/functions/operators.h"

#include <string_view>

namespace stagegraph::cel {

std::span<const Signature> operator_signatures() {
  static constexpr std::string_view kOrdered =
      "bool, bool -> bool | int, int -> bool | uint, uint -> bool | double, double -> bool | "
      "string, string -> bool | bytes, bytes -> bool | timestamp, timestamp -> bool | "
      "duration, duration -> bool";
  static constexpr std::string_view kNumbers =
      "int, int -> int | uint, uint -> uint | double, double -> double";
  static constexpr Signature kTable[] = {
      {"_+_",
       "int, int -> int | uint, uint -> uint | double, double -> double | "
       "string, string -> string | bytes, bytes -> bytes | list(A), list(A) -> list(A) | "
       "timestamp, duration -> timestamp | duration, timestamp -> timestamp | "
       "duration, duration -> duration"},
      {"_-_",
       "int, int -> int | uint, uint -> uint | double, double -> double | "
       "timestamp, timestamp -> duration | timestamp, duration -> timestamp | "
       "duration, duration -> duration"},
      {"_*_", kNumbers},
      {"_/_", kNumbers},
      {"_%_", "int, int -> int | uint, uint -> uint"},
      {"_==_", "A, A -> bool"},
      {"_!=_", "A, A -> bool"},
      {"_<_", kOrdered},
      {"_<=_", kOrdered},
      {"_>_", kOrdered},
      {"_>=_", kOrdered},
      {"_in_", "A, list(A) -> bool | A, map(A, B) -> bool"},
      {"-_", "int -> int | double -> double"},
      {"!_", "bool -> bool"},
      {"_[_]",
       "list(A), int -> A | map(A, B), A -> B | optional_type(list(A)), int -> optional_type(A) | "
       "optional_type(map(A, B)), A -> optional_type(B)"},
      {"_[?_]",
       "list(A), int -> optional_type(A) | map(A, B), A -> optional_type(B) | "
       "optional_type(list(A)), int -> optional_type(A) | optional_type(map(A, B)), A -> "
       "optional_type(B)"},
  };
  return kTable;
}

std::span<const Signature> profile_operator_signatures() {
  static constexpr std::string_view kNumber = "decimal, decimal -> decimal";
  static constexpr std::string_view kOrdered = "decimal, decimal -> bool | date, date -> bool";
  static constexpr Signature kTable[] = {
      {"_+_", kNumber},  {"_-_", kNumber},   {"_*_", kNumber},
      {"_/_", kNumber},  {"_<_", kOrdered},  {"_<=_", kOrdered},
      {"_>_", kOrdered}, {"_>=_", kOrdered}, {"-_", "decimal -> decimal"},
  };
  return kTable;
}

}  // namespace stagegraph::cel
