// Base64 as functions.
#include "cel/functions/encoders.h"

#include "cel/common/base64.h"
#include "cel/functions/bounds.h"

namespace stagegraph::cel {
namespace {

Value encode(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kBytes)) return runtime.no_overload("base64.encode", arguments);
  if (!runtime.charge(2 * arguments[0].as_text().size())) return runtime.spent();
  return runtime.text(encode_base64(arguments[0].as_text()));
}

Value decode(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kString)) return runtime.no_overload("base64.decode", arguments);
  if (!runtime.charge(arguments[0].as_text().size())) return runtime.spent();
  auto bytes = decode_base64(arguments[0].as_text());
  return bytes ? Value::bytes(runtime.arena.copy(*bytes)) : runtime.fail("this is no Base64");
}

Extent encoded(const BoundCall& call) { return text_extent(add_sizes(twice_the_bytes(call), 4)); }

}  // namespace

std::span<const Declaration> encoder_declarations() {
  static constexpr Declaration kTable[] = {
      {"base64.encode", Style::kGlobal, "bytes -> string", encode, twice_the_bytes, encoded},
      {"base64.decode", Style::kGlobal, "string -> bytes", decode, size_of_first, text_of_first},
  };
  return kTable;
}

}  // namespace stagegraph::cel
