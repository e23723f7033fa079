// SPDX-License-Identifier: Apache-2.0
// What the command writes. A file appears whole or not at all: it is written beside its place under
// another name, and takes the old file's place at the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stagegraph::cli {

// Whether the path of an output, empty or "-", stands for standard output.
bool is_standard_output(const std::string& path);

// Whether this output is what a terminal shows.
bool is_on_terminal(const std::string& path);

// Throws Unusable where an input is the regular file that standard output or standard error writes
// to, or `output` does, whatever their names: through links of both kinds too. `what` names it.
void check_is_no_output(const std::string& input, const std::string& what,
                        const std::string& output = "-");

// A file to write, or standard output. A device, a pipe and what stands for an open descriptor
// (/dev/stdout) are written as they are. Throws Unusable when that fails.
class Output {
 public:
  explicit Output(const std::string& path);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  // Without `close`, there is no file, and the old one is as it was.
  ~Output();

  // Whole lines at once, so that no half line is left where a signal ends the command.
  void write_line(std::string_view text);
  void write(std::string_view text);
  void close();

  uint64_t bytes() const { return bytes_; }

 private:
  void open_directly(const char* path);
  void open_beside();
  void flush();
  void replace();
  [[noreturn]] void fail() const;

  std::string name_;    // for messages
  std::string target_;  // where the file goes; links are followed
  std::string beside_;  // where it is written; empty where it is written as it is
  std::string buffer_;
  uint64_t bytes_ = 0;
  int descriptor_ = -1;
};

// Writes text to standard output.
void print(std::string_view text);

}  // namespace stagegraph::cli
