// SPDX-License-Identifier: Apache-2.0
#include "cli/json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "cli/diagnostics.h"
#include "cli/output.h"
#include "cli/utf8.h"

namespace stagegraph::cli {

namespace {

void add_range(boost::json::object& object, const stg::Range& range) {
  object["line"] = range.line;
  object["column"] = range.column;
  object["end_line"] = range.end_line;
  object["end_column"] = range.end_column;
}

boost::json::value to_json(const std::optional<stg::Edit>& edit) {
  if (!edit) return nullptr;
  boost::json::object object;
  add_range(object, edit->range);
  object["text"] = edit->text;
  return object;
}

boost::json::object to_json(const stg::Diagnostic& diagnostic) {
  boost::json::object object;
  object["code"] = diagnostic.code;
  object["severity"] = name_of(diagnostic.severity);
  object["file"] = printable(diagnostic.file);
  add_range(object, diagnostic.range);
  object["path"] = diagnostic.path;
  object["message"] = diagnostic.message;
  object["edit"] = to_json(diagnostic.edit);
  return object;
}

}  // namespace

boost::json::array to_json(std::span<const stg::Diagnostic> diagnostics) {
  boost::json::array array;
  for (const stg::Diagnostic& diagnostic : diagnostics) array.push_back(to_json(diagnostic));
  return array;
}

std::string id_of_json(std::string_view json) {
  boost::system::error_code error;
  const boost::json::value parsed = boost::json::parse(json, error);
  if (error || !parsed.is_object()) return {};
  const boost::json::value* id = parsed.get_object().if_contains("id");
  if (id == nullptr || id->is_null()) return {};
  return id->is_string() ? std::string(id->get_string()) : boost::json::serialize(*id);
}

void print_json(const boost::json::object& object) { print(boost::json::serialize(object) + "\n"); }

}  // namespace stagegraph::cli
