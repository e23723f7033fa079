// The units that time is counted in, and the division that puts a count into whole units: it rounds
// down before 1970 too, where C++ rounds towards zero.
#pragma once

#include <cstdint>

namespace stagegraph::time {

inline constexpr int32_t kSecondsPerMinute = 60;
inline constexpr int32_t kSecondsPerHour = 60 * kSecondsPerMinute;
inline constexpr int32_t kSecondsPerDay = 24 * kSecondsPerHour;

inline constexpr int64_t kMicrosPerSecond = 1'000'000;
inline constexpr int64_t kMicrosPerMinute = kSecondsPerMinute * kMicrosPerSecond;
inline constexpr int64_t kMicrosPerHour = kSecondsPerHour * kMicrosPerSecond;
inline constexpr int64_t kMicrosPerDay = kSecondsPerDay * kMicrosPerSecond;

inline constexpr int32_t kNanosPerMicro = 1'000;
inline constexpr int32_t kNanosPerMilli = 1'000'000;
inline constexpr int32_t kNanosPerSecond = 1'000'000'000;

inline constexpr int32_t kMonthsPerYear = 12;
inline constexpr int32_t kDaysPerWeek = 7;

// The quotient rounded down and what is left, from 0 to b - 1. `b` is positive.
constexpr int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }
constexpr int64_t floor_modulo(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

}  // namespace stagegraph::time
