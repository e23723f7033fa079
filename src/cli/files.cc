#include "cli/files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

namespace stagegraph::cli {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_read(const std::string& path) {
  throw Unusable("cannot read '" + path + "': " + std::strerror(errno));
}

std::string read_stream(std::FILE* file, const std::string& path) {
  std::string text;
  char block[1 << 16];
  size_t size = 0;
  while ((size = std::fread(block, 1, sizeof block, file)) > 0) text.append(block, size);
  if (std::ferror(file) != 0) fail_read(path);
  return text;
}

}  // namespace

std::string read_all(const std::string& path) {
  if (path == "-") return read_stream(stdin, "standard input");
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) fail_read(path);
  return read_stream(file.get(), path);
}

std::string read_json_argument(const std::string& argument) {
  size_t first = argument.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && argument[first] == '{') return argument;
  return read_all(argument.starts_with('@') ? argument.substr(1) : argument);
}

bool is_standard_output(const std::string& path) { return path.empty() || path == "-"; }

bool is_same_file(const std::string& input, const std::string& output) {
  const fs::path in = input == "-" ? "/dev/stdin" : input;
  const fs::path out = is_standard_output(output) ? "/dev/stdout" : output;
  std::error_code ignored;  // what is not there is no file of the other name
  return fs::is_regular_file(out, ignored) && fs::equivalent(in, out, ignored);
}

Output::Output(const std::string& path)
    : name_(is_standard_output(path) ? "standard output" : "'" + path + "'"),
      file_(is_standard_output(path) ? stdout : std::fopen(path.c_str(), "wb")) {
  if (file_ == nullptr) fail();
}

Output::~Output() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
}

void Output::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail();
}

void Output::close() {
  std::FILE* file = std::exchange(file_, nullptr);
  if (file == stdout ? std::fflush(file) != 0 : std::fclose(file) != 0) fail();
}

void Output::fail() const {
  throw Unusable("cannot write " + name_ + ": " + std::strerror(errno) +
                 ". What it holds is not complete");
}

void print(std::string_view text) {
  Output out("");
  out.write(text);
  out.close();
}

}  // namespace stagegraph::cli
