// SPDX-License-Identifier: Apache-2.0
// A text is a list of pieces, in order. A place in the text is found in the piece that holds it,
// and from there in the document.
#include "ruleset/expressions/source_map.h"

#include <algorithm>

namespace stagegraph::ruleset {

namespace {

// Whether `text` may stand in a scalar of this style without any escaping.
bool fits_style(std::string_view text, yaml::ScalarStyle style) {
  switch (style) {
    case yaml::ScalarStyle::kSingleQuoted:
      return text.find('\'') == text.npos;
    case yaml::ScalarStyle::kDoubleQuoted:
      return text.find_first_of("\"\\") == text.npos;
    case yaml::ScalarStyle::kPlain:
      return text.find_first_of(":#,[]{}") == text.npos;
    default:
      return true;
  }
}

}  // namespace

void SourceText::add_verbatim(const yaml::Node& scalar, size_t begin, size_t end) {
  pieces_.push_back({&scalar, text_.size(), text_.size() + (end - begin), begin, true});
  text_ += std::string_view(scalar.text).substr(begin, end - begin);
}

void SourceText::add_made(const yaml::Node& node, std::string_view text) {
  pieces_.push_back({&node, text_.size(), text_.size() + text.size(), 0, false});
  text_ += text;
}

// The piece that holds the offset, or the last one before it.
const SourceText::Piece* SourceText::piece_at(size_t offset) const {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                [](size_t at, const Piece& piece) { return at < piece.begin; });
  return after == pieces_.begin() ? &pieces_.front() : &*(after - 1);
}

Range SourceText::locate(const yaml::Document& document, size_t begin, size_t end) const {
  const Piece& piece = *piece_at(begin);
  if (!piece.verbatim) return piece.node->range;
  size_t first = std::min(begin, piece.end) - piece.begin + piece.offset;
  size_t last = std::clamp(end, begin, std::max(begin, piece.end)) - piece.begin + piece.offset;
  return yaml::locate(document, *piece.node, first, std::max(first, last));
}

std::optional<Edit> SourceText::edit(const yaml::Document& document, size_t begin, size_t end,
                                     std::string_view replacement) const {
  const Piece& piece = *piece_at(begin);
  if (!piece.verbatim || end > piece.end || !fits_style(replacement, piece.node->style)) {
    return std::nullopt;
  }
  return Edit{locate(document, begin, end), std::string(replacement)};
}

}  // namespace stagegraph::ruleset
