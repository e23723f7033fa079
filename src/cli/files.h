// Files in and out.
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stagegraph::cli {

// Wrong use, or a file that cannot be read or written: a message and exit status 2.
class Unusable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The whole of a file; "-" is standard input.
std::string read_all(const std::string& path);

// A JSON argument: the text itself where it begins with '{', otherwise a file ("@file", "file",
// "-").
std::string read_json_argument(const std::string& argument);

// Whether the path of an output, empty or "-", stands for standard output.
bool is_standard_output(const std::string& path);

// Whether an input and an output are one regular file, whatever their names: through links of both
// kinds, and where one of them is standard input or output.
bool is_same_file(const std::string& input, const std::string& output);

// A file to write, or standard output. Throws Unusable when a write fails,
// `close` included: what was written before is not complete.
class Output {
 public:
  explicit Output(const std::string& path);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  void write(std::string_view text);
  void close();

 private:
  [[noreturn]] void fail() const;

  std::string name_;
  std::FILE* file_;
};

// Writes text to standard output.
void print(std::string_view text);

}  // namespace stagegraph::cli
