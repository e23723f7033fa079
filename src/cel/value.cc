#include "cel/value.h"

#include <bit>

namespace stagegraph::cel {

Value Value::real(double v) { return Value(Kind::kDouble, std::bit_cast<uint64_t>(v)); }

double Value::as_double() const { return std::bit_cast<double>(low_); }

Value Value::timestamp(Timestamp v) {
  return Value(Kind::kTimestamp, static_cast<uint64_t>(v.seconds), static_cast<uint32_t>(v.nanos));
}

}  // namespace stagegraph::cel
