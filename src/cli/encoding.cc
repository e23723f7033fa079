#include "cli/encoding.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/files.h"

namespace stagegraph::cli {

namespace {

using namespace std::literals;

// With a byte-order mark; or, without one, an ASCII character in one of its two bytes.
bool is_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return true;
  return text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
}

}  // namespace

void check_is_text(const std::string& path, std::string_view text) {
  if (text.starts_with("PK\x03\x04"sv)) {
    throw Unusable(path + ": is a workbook or another zip file. Save the sheet as 'CSV UTF-8'");
  }
  if (is_utf16(text)) {
    throw Unusable(fmt::format(
        "{}: is UTF-16. Save it as 'CSV UTF-8', or convert it: iconv -f UTF-16 -t UTF-8", path));
  }
  const size_t zero = text.find('\0');
  if (zero == text.npos) return;
  throw Unusable(fmt::format("{}:{}: holds a zero byte, so this is no text", path,
                             std::count(text.begin(), text.begin() + zero, '\n') + 1));
}

}  // namespace stagegraph::cli
