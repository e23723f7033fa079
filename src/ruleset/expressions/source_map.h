// SPDX-License-Identifier: Apache-2.0
// Where the characters of an expression come from in the document, so that a finding about an
// expression points into the YAML scalar that it was written in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "yaml/node.h"

namespace stagegraph::ruleset {

// An expression's text, put together from pieces of scalars and from text of our own.
class SourceText {
 public:
  // Bytes [begin, end) of a scalar's value, as they are.
  void add_verbatim(const yaml::Node& scalar, size_t begin, size_t end);
  // Text that stands for the whole of a node.
  void add_made(const yaml::Node& node, std::string_view text);
  // Text that nobody wrote: operators between two tests.
  void add_glue(std::string_view text) { text_ += text; }

  bool is_absent() const { return pieces_.empty(); }
  const std::string& text() const { return text_; }
  // The place of bytes [begin, end) of the text; of a made piece, the whole node.
  Range locate(const yaml::Document& document, size_t begin, size_t end) const;
  // The same with `replacement` put there, where the scalar's quoting allows it as it is.
  std::optional<Edit> edit(const yaml::Document& document, size_t begin, size_t end,
                           std::string_view replacement) const;

 private:
  struct Piece {
    const yaml::Node* node;
    size_t begin;  // in text_
    size_t end;
    size_t offset;  // in the scalar, of a verbatim piece
    bool verbatim;
  };

  const Piece* piece_at(size_t offset) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace stagegraph::ruleset
