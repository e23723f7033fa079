// SPDX-License-Identifier: Apache-2.0
// The only file that knows Boost.JSON: its parser, without its tree.
#include "base/json.h"

#include <fmt/format.h>

#include <boost/json/basic_parser_impl.hpp>
#include <set>

#include "base/line_index.h"

namespace stagegraph {

namespace {

using boost::json::error_code;

// The reasons why our handler stops the parser; Boost only carries the code about.
enum class Stop : uint8_t { kNone, kDuplicateKey, kTooManyNodes };

constexpr size_t kFewMembers = 16;

// An array or object still open, and the key that its next value will have.
struct Frame {
  Json node;
  std::string key;
  std::set<std::string, std::less<>> keys;  // only when there are more than a few members
};

// Adds the key to what is known of it; false where it is there already.
bool add_key(Frame& frame) {
  const auto& members = frame.node.members;
  if (members.size() < kFewMembers) return frame.node.find(frame.key) == nullptr;
  if (frame.keys.empty()) {
    for (const auto& [name, value] : members) frame.keys.insert(name);
  }
  return frame.keys.insert(frame.key).second;
}

// What boost::json::basic_parser calls; the names are Boost's.
class TreeBuilder {
 public:
  static constexpr size_t max_array_size = SIZE_MAX;   // NOLINT
  static constexpr size_t max_object_size = SIZE_MAX;  // NOLINT
  static constexpr size_t max_string_size = SIZE_MAX;  // NOLINT
  static constexpr size_t max_key_size = SIZE_MAX;     // NOLINT

  explicit TreeBuilder(size_t max_nodes) : nodes_left_(max_nodes) {}

  Json& root() { return root_; }
  Stop stop() const { return stop_; }
  const std::string& duplicate() const { return frames_.back().key; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) { return open(Json::Kind::kObject, ec); }
  bool on_object_end(size_t, error_code&) { return close(); }
  bool on_array_begin(error_code& ec) { return open(Json::Kind::kArray, ec); }
  bool on_array_end(size_t, error_code&) { return close(); }

  bool on_key_part(std::string_view s, size_t, error_code&) { return collect(s); }
  bool on_key(std::string_view s, size_t, error_code& ec) {
    collect(s);
    frames_.back().key = std::move(text_);
    text_.clear();
    return add_key(frames_.back()) || fail(Stop::kDuplicateKey, ec);
  }

  bool on_string_part(std::string_view s, size_t, error_code&) { return collect(s); }
  bool on_string(std::string_view s, size_t, error_code& ec) {
    return leaf(Json::Kind::kString, s, ec);
  }
  bool on_number_part(std::string_view s, error_code&) { return collect(s); }
  bool on_int64(int64_t, std::string_view s, error_code& ec) {
    return leaf(Json::Kind::kNumber, s, ec);
  }
  bool on_uint64(uint64_t, std::string_view s, error_code& ec) {
    return leaf(Json::Kind::kNumber, s, ec);
  }
  bool on_double(double, std::string_view s, error_code& ec) {
    return leaf(Json::Kind::kNumber, s, ec);
  }
  bool on_bool(bool value, error_code& ec) {
    Json node;
    node.kind = Json::Kind::kBool;
    node.boolean = value;
    return count(ec) && place(std::move(node));
  }
  bool on_null(error_code& ec) { return count(ec) && place(Json()); }
  bool on_comment_part(std::string_view, error_code&) { return true; }
  bool on_comment(std::string_view, error_code&) { return true; }

 private:
  bool fail(Stop stop, error_code& ec) {
    stop_ = stop;
    ec = boost::json::error::exception;
    return false;
  }

  bool count(error_code& ec) {
    if (nodes_left_ == 0) return fail(Stop::kTooManyNodes, ec);
    --nodes_left_;
    return true;
  }

  bool collect(std::string_view part) {
    text_ += part;
    return true;
  }

  bool leaf(Json::Kind kind, std::string_view last_part, error_code& ec) {
    collect(last_part);
    Json node;
    node.kind = kind;
    node.text = std::move(text_);
    text_.clear();
    return count(ec) && place(std::move(node));
  }

  bool open(Json::Kind kind, error_code& ec) {
    frames_.emplace_back().node.kind = kind;
    return count(ec);
  }

  bool close() {
    Json node = std::move(frames_.back().node);
    frames_.pop_back();
    return place(std::move(node));
  }

  bool place(Json node) {
    if (frames_.empty()) {
      root_ = std::move(node);
    } else if (Frame& top = frames_.back(); top.node.kind == Json::Kind::kArray) {
      top.node.items.push_back(std::move(node));
    } else {
      top.node.members.emplace_back(top.key, std::move(node));
    }
    return true;
  }

  Json root_;
  std::vector<Frame> frames_;
  std::string text_;
  size_t nodes_left_;
  Stop stop_ = Stop::kNone;
};

// Where the key begins whose closing quote is at `at`: the quotes inside it are escaped.
size_t begin_of_key(std::string_view text, size_t at) {
  auto is_escaped = [&](size_t quote) {
    size_t slashes = 0;
    while (slashes < quote && text[quote - 1 - slashes] == '\\') ++slashes;
    return slashes % 2 != 0;
  };
  do {
    --at;
  } while (at > 0 && (text[at] != '"' || is_escaped(at)));
  return at;
}

Error make_error(std::string_view text, Status status, std::string_view code, size_t begin,
                 size_t end, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = message;
  diagnostic.range = LineIndex(text).range(begin, end);
  return Error{status, std::move(message), {std::move(diagnostic)}};
}

// What a reader of the message can act on; Boost's own words are those of its source.
std::string explain(error_code ec) {
  using boost::json::error;
  if (ec == error::incomplete) return "the JSON text ends too early. Close what is still open";
  if (ec == error::extra_data) return "nothing may follow the JSON value";
  if (ec == error::exponent_overflow) return "the number's exponent is too large";
  if (ec == error::illegal_leading_surrogate || ec == error::illegal_trailing_surrogate ||
      ec == error::expected_utf16_escape) {
    return "half of a surrogate pair. Write both halves, or the character itself";
  }
  if (ec == error::expected_hex_digit) return "four hexadecimal digits must follow \\u";
  return "not valid JSON here";
}

Error explain_stop(std::string_view text, size_t at, TreeBuilder& tree, error_code ec,
                   const JsonLimits& limits) {
  auto error = [&](Status status, std::string_view code, std::string message) {
    return make_error(text, status, code, at, at, std::move(message));
  };
  if (ec == boost::json::error::too_deep) {
    return error(Status::kLimitExceeded, "json-limit",
                 fmt::format("JSON nested deeper than {} levels", limits.depth));
  }
  if (tree.stop() == Stop::kTooManyNodes) {
    return error(Status::kLimitExceeded, "json-limit",
                 fmt::format("JSON of more than {} values", limits.nodes));
  }
  if (tree.stop() == Stop::kDuplicateKey) {
    return make_error(text, Status::kInvalidInput, "json-duplicate-key", begin_of_key(text, at),
                      at + 1,
                      fmt::format("the key '{}' is here twice. Keep one", tree.duplicate()));
  }
  return error(Status::kInvalidInput, "json-syntax", explain(ec));
}

}  // namespace

Json::Json() = default;
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

const Json* Json::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view to_string(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::kNull:
      return "null";
    case Json::Kind::kBool:
      return "a boolean";
    case Json::Kind::kNumber:
      return "a number";
    case Json::Kind::kString:
      return "a string";
    case Json::Kind::kArray:
      return "an array";
    default:
      return "an object";
  }
}

Expected<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return make_error(
        {}, Status::kLimitExceeded, "json-limit", 0, 0,
        fmt::format("JSON of {} bytes, but at most {} are allowed", text.size(), limits.bytes));
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::basic_parser<TreeBuilder> parser(options, limits.nodes);
  error_code ec;
  size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && used < text.size()) ec = boost::json::error::extra_data;
  if (ec) return explain_stop(text, used, parser.handler(), ec, limits);
  return std::move(parser.handler().root());
}

}  // namespace stagegraph
