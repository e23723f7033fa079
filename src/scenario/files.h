// SPDX-License-Identifier: Apache-2.0
// Finding and reading the files that are run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"

namespace stagegraph::scenario {

// The whole file. Fails with kNotFound, kIo, and kLimitExceeded where it has more than `limit`
// bytes.
Expected<std::string> read_file(const std::string& path, size_t limit);

// The *.yaml files at or below `path`, sorted; a file is taken whatever its name.
// Fails with kNotFound and kIo.
Expected<std::vector<std::string>> list_yaml_files(const std::string& path);

bool is_directory(const std::string& path);

// `path` as seen from the folder of `file`.
std::string path_beside(const std::string& file, const std::string& path);

}  // namespace stagegraph::scenario
