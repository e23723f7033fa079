// SPDX-License-Identifier: Apache-2.0
// How the command ends before its time: files that are not whole go, the terminal's line is erased,
// and the exit status is 128 and the signal's number, as a shell gives it.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::cli {

inline constexpr std::string_view kEraseToEnd = "\x1b[K";
inline constexpr std::string_view kEraseLine = "\r\x1b[K";

// Opens descriptors 0 to 2 where the caller closed them, so that no file takes their place: what is
// written to or read from such a one still fails, but for messages, which go nowhere.
void secure_descriptors();

// Those that end a program by default and come from outside, but for those that the caller ignores.
void handle_signals();

// No such signal comes while one lives.
class SignalsHeld {
 public:
  SignalsHeld();
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld();
};

// A file that a signal deletes; empty: none. Throws std::length_error for a path that is too long.
// Signals are held meanwhile.
void delete_on_signal(const std::string& path);

void erase_line_on_signal(bool erase);

}  // namespace stagegraph::cli
