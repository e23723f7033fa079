// Values as text. Scalars have the form that string(x) gives. Lists and maps are written as CEL
// literals and cut off when they grow too long for a message.
#include "cel/common/display.h"

#include <charconv>
#include <cmath>

#include "cel/common/durations.h"
#include "cel/common/literals.h"
#include "cel/common/network_text.h"
#include "cel/common/type_names.h"

namespace stagegraph::cel {

using namespace time;
namespace {

// Enough for a message. Values that share parts may be huge when unfolded.
constexpr size_t kMaxDisplay = 64 * 1024;

class Display {
 public:
  explicit Display(const Zone* zone) : zone_(zone) {}

  std::string run(const Value& value) {
    if (!format_scalar(value, zone_, out_)) nested(value);
    return std::move(out_);
  }

 private:
  void item(const Value& value) {
    if (out_.size() > kMaxDisplay) return;
    if (value.is(Kind::kString)) {
      out_ += quote(value.as_text());
    } else if (!format_scalar(value, zone_, out_)) {
      nested(value);
    }
  }

  void nested(const Value& value) {
    switch (value.kind()) {
      case Kind::kList:
        return list(value.as_list());
      case Kind::kMap:
        return map(value.as_map());
      case Kind::kOptional:
        return optional(value.as_optional());
      case Kind::kType:
        out_ += name_of(value.as_type());
        return;
      case Kind::kNull:
        out_ += "null";
        return;
      case Kind::kUnknown:
        out_ += "unknown";
        return;
      default:
        out_ += "error: " + std::string(value.as_error().message);
    }
  }

  void list(const List& list) {
    out_ += '[';
    bool first = true;
    for (const Value& element : list.items) {
      if (!begin_item(first)) break;
      item(element);
    }
    out_ += ']';
  }

  void map(const Map& map) {
    out_ += '{';
    bool first = true;
    for (const auto& [key, value] : map.entries) {
      if (!begin_item(first)) break;
      item(key);
      out_ += ": ";
      item(value);
    }
    out_ += '}';
  }

  void optional(const Optional& optional) {
    if (!optional.has_value) {
      out_ += "optional.none()";
      return;
    }
    out_ += "optional.of(";
    item(optional.value);
    out_ += ')';
  }

  bool begin_item(bool& first) {
    if (!first) out_ += ", ";
    first = false;
    if (out_.size() <= kMaxDisplay) return true;
    out_ += "...";
    return false;
  }

  const Zone* zone_;
  std::string out_;
};

}  // namespace

std::string format_double(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Infinity" : "Infinity";
  // People read it: no exponent where the digits say as much, "100000" and not "1e+05".
  constexpr double kLargestPlain = 1e21;
  constexpr double kSmallestPlain = 1e-6;
  double size = std::fabs(value);
  bool is_plain = size == 0 || (size >= kSmallestPlain && size < kLargestPlain);
  char buffer[32];
  auto [end, error] =
      std::to_chars(buffer, buffer + sizeof(buffer), value,
                    is_plain ? std::chars_format::fixed : std::chars_format::scientific);
  return {buffer, end};
}

bool format_scalar(const Value& value, const Zone* zone, std::string& out) {
  switch (value.kind()) {
    case Kind::kBool:
      out += value.as_bool() ? "true" : "false";
      return true;
    case Kind::kInt:
      out += std::to_string(value.as_int());
      return true;
    case Kind::kUint:
      out += std::to_string(value.as_uint());
      return true;
    case Kind::kDouble:
      out += format_double(value.as_double());
      return true;
    case Kind::kString:
    case Kind::kBytes:
      out += value.as_text();
      return true;
    case Kind::kTimestamp:
      out += format_timestamp(value.as_timestamp(), zone);
      return true;
    case Kind::kDuration:
      out += format_duration(value.as_duration());
      return true;
    case Kind::kDecimal:
      out += value.as_decimal().to_string();
      return true;
    case Kind::kDate:
      out += format_date(value.as_date());
      return true;
    case Kind::kNetwork:
      out += format_network(value.as_network());
      return true;
    default:
      return false;
  }
}

std::string display(const Value& value, const Zone* zone) { return Display(zone).run(value); }

}  // namespace stagegraph::cel
