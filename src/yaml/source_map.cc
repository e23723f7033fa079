// SPDX-License-Identifier: Apache-2.0
// Chooses the mapping by the style of the scalar.
#include "yaml/source_map.h"

#include "yaml/map_block_scalar.h"
#include "yaml/map_flow_scalar.h"

namespace stagegraph::yaml {

SourceMap map_scalar(std::string_view source, size_t offset, ScalarStyle style,
                     std::string_view value) {
  bool block = style == ScalarStyle::kLiteral || style == ScalarStyle::kFolded;
  return block ? map_block_scalar(source, offset, style, value)
               : map_flow_scalar(source, offset, style, value);
}

ScalarStyle style_at(std::string_view source, size_t offset) {
  switch (offset < source.size() ? source[offset] : '\0') {
    case '\'':
      return ScalarStyle::kSingleQuoted;
    case '"':
      return ScalarStyle::kDoubleQuoted;
    case '|':
      return ScalarStyle::kLiteral;
    case '>':
      return ScalarStyle::kFolded;
    default:
      return ScalarStyle::kPlain;
  }
}

}  // namespace stagegraph::yaml
