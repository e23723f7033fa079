// SPDX-License-Identifier: Apache-2.0
// `stagegraph test --accept`: expectations become what was got.
#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <string_view>

namespace stagegraph::cli {

// Writes the edits of a report of stg::run_tests (Format::kJson) into the test files, each whole or
// not at all, and leaves every other character as it is. What it did and what cannot be accepted,
// one object each: file, line, column, key, was and is, or obstacle. Throws Unusable where a file
// cannot be read or written.
boost::json::array accept(std::string_view report);

// The same in words: "leads.test.yaml:12:17: stage: lead.sql → lead.mql".
std::string accepted_text(const boost::json::array& changes);

}  // namespace stagegraph::cli
