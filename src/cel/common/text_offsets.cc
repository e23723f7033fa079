// Positions in text: CEL counts code points, memory counts bytes. Each conversion walks the text
// from its start, which its caller has paid for.
#include "cel/common/text_offsets.h"

#include "base/utf8.h"

namespace stagegraph::cel {

std::optional<size_t> byte_offset(std::string_view text, int64_t code_point) {
  if (code_point < 0 || static_cast<uint64_t>(code_point) > text.size()) return std::nullopt;
  size_t at = 0;
  for (; code_point > 0; --code_point) {
    if (at >= text.size()) return std::nullopt;
    next_code_point(text, at);
  }
  return at;
}

int64_t code_point_index(std::string_view text, size_t byte_offset) {
  return static_cast<int64_t>(count_code_points(text.substr(0, byte_offset)));
}

uint64_t search_cost(uint64_t text_size, uint64_t part_size) {
  return text_size + part_size + comparison_cost(text_size * part_size);
}

}  // namespace stagegraph::cel
