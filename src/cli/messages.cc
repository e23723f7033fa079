// SPDX-License-Identifier: Apache-2.0
#include "cli/messages.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "cli/signals.h"
#include "cli/utf8.h"

namespace stagegraph::cli {

namespace {

bool is_line_shown = false;

// Columns of the terminal; more than any line has where it does not say.
size_t columns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 1000;
  return size.ws_col;
}

void put(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

void set_line_shown(bool shown) {
  is_line_shown = shown;
  erase_line_on_signal(shown);
}

}  // namespace

void say(std::string_view message) {
  erase_line();
  put(printable(message));
}

void show_line(std::string_view line) {
  set_line_shown(true);
  put(fmt::format("\r{}{}", line.substr(0, columns() - 1), kEraseToEnd));
}

void erase_line() {
  if (!is_line_shown) return;
  put(kEraseLine);
  set_line_shown(false);
}

bool were_messages_written() { return std::ferror(stderr) == 0; }

}  // namespace stagegraph::cli
