# SPDX-License-Identifier: Apache-2.0
# The standard headers that most files use, parsed once: reading them was most of a build's time.
# Every file still includes what it uses; -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds without.
set(STAGEGRAPH_COMMON_HEADERS
  <algorithm> <array> <charconv> <cstdint> <functional> <map> <memory> <optional> <span> <string>
  <string_view> <unordered_map> <utility> <variant> <vector>)

# An owner has no definitions but those that all users have: the compiler compares them.
file(WRITE ${PROJECT_BINARY_DIR}/empty.cc "")
add_library(stagegraph_headers OBJECT ${PROJECT_BINARY_DIR}/empty.cc)
target_link_libraries(stagegraph_headers PRIVATE stagegraph_options fmt::fmt)
target_precompile_headers(stagegraph_headers PRIVATE ${STAGEGRAPH_COMMON_HEADERS} <fmt/format.h>)
