// Bounds that several functions share.
#include "cel/functions/bounds.h"

namespace stagegraph::cel {

uint64_t size_of_first(const BoundCall& call) {
  return add_sizes(first_of(call).bytes, first_of(call).count);
}

uint64_t twice_the_bytes(const BoundCall& call) { return multiply_sizes(first_of(call).bytes, 2); }

uint64_t searching(const BoundCall& call) {
  uint64_t text = first_of(call).bytes;
  uint64_t part = second_of(call).bytes;
  return add_sizes(add_sizes(text, part), comparison_steps(multiply_sizes(text, part)));
}

Extent same_as_first(const BoundCall& call) { return first_of(call); }

Extent text_of_first(const BoundCall& call) { return text_extent(first_of(call).bytes); }

}  // namespace stagegraph::cel
