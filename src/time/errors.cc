// The messages that more than one file of this folder needs, each written once.
#include "time/errors.h"

#include <fmt/format.h>

namespace stagegraph::time {

Error invalid_text(std::string_view text, std::string_view why) {
  return Error{Status::kInvalidInput, fmt::format("'{}' {}", text, why), {}};
}

Error out_of_calendar() {
  return Error{Status::kInvalidInput, "the time lies outside the years 0001 to 9999", {}};
}

Error no_calendar() {
  return Error{Status::kInvalidInput, "working time needs a business calendar", {}};
}

}  // namespace stagegraph::time
