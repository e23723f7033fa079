// SPDX-License-Identifier: Apache-2.0
// Files to read.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stagegraph::cli {

// Wrong use, or a file that cannot be read or written: a message and exit status 2.
class Unusable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The most that is read of a file in which JSON is: no reader of the library takes more.
inline constexpr size_t kMostJsonBytes = size_t{16} << 20;
// The most that is read of a file of rules, as the library does.
inline constexpr size_t kMostRulesBytes = size_t{1} << 20;

// The whole of a file; "-" is standard input. Throws Unusable where it has more than `limit` bytes,
// having read no more than that. `look` sees the first piece, and may throw: a device never ends.
std::string read_all(const std::string& path, size_t limit,
                     const std::function<void(std::string_view)>& look = {});

// A JSON argument: the text itself where it begins with '{', otherwise a file ("@file", "file",
// "-").
std::string read_json_argument(const std::string& argument);

}  // namespace stagegraph::cli
