// SPDX-License-Identifier: Apache-2.0
// Diagnostics as JSON, for `--format json`.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

boost::json::array to_json(std::span<const stg::Diagnostic> diagnostics);

// The `id` of a record that the library refuses; empty where it has none.
std::string id_of_json(std::string_view json);

// One line of JSON to standard output.
void print_json(const boost::json::object& object);

}  // namespace stagegraph::cli
