#include "cli/cell_text.h"

#include <algorithm>

namespace stagegraph::cli {

std::string_view text_for(std::string_view type, std::string_view cell, std::string& buffer) {
  if (type != "bool") return cell;
  buffer = cell;
  std::transform(buffer.begin(), buffer.end(), buffer.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return buffer == "true" || buffer == "false" ? std::string_view(buffer) : cell;
}

}  // namespace stagegraph::cli
