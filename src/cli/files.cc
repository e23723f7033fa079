// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/output.h"

namespace stagegraph::cli {

namespace {

// An open file, closed at the end unless it is standard input.
class Input {
 public:
  explicit Input(const std::string& path)
      : name_(path == "-" ? "standard input" : "'" + path + "'"),
        descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail();
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() {
    if (descriptor_ > STDERR_FILENO) close(descriptor_);
  }

  std::string read(size_t limit, const std::function<void(std::string_view)>& look) const {
    std::string text;
    text.reserve(std::min(size(), limit) + 1);
    if (size() > limit) fail_limit(limit);
    char block[1 << 16];
    while (const size_t got = read_block(block, sizeof block)) {
      if (got > limit - text.size()) fail_limit(limit);
      if (text.empty() && look) look({block, got});
      text.append(block, got);
    }
    return text;
  }

 private:
  // 0 where it is not known.
  size_t size() const {
    struct stat about {};
    const bool is_known = fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode);
    return is_known ? static_cast<size_t>(about.st_size) : 0;
  }

  size_t read_block(char* block, size_t size) const {
    while (true) {
      const ssize_t got = ::read(descriptor_, block, size);
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) fail();
    }
  }

  [[noreturn]] void fail() const {
    throw Unusable(fmt::format("cannot read {}: {}", name_, std::strerror(errno)));
  }

  [[noreturn]] void fail_limit(size_t limit) const {
    throw Unusable(fmt::format("{} has more than the {} bytes that are allowed", name_, limit));
  }

  std::string name_;
  int descriptor_;
};

}  // namespace

std::string read_all(const std::string& path, size_t limit,
                     const std::function<void(std::string_view)>& look) {
  check_is_no_output(path, path == "-" ? "standard input" : "'" + path + "'");
  return Input(path).read(limit, look);
}

std::string read_json_argument(const std::string& argument) {
  size_t first = argument.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && argument[first] == '{') return argument;
  return read_all(argument.starts_with('@') ? argument.substr(1) : argument, kMostJsonBytes);
}

}  // namespace stagegraph::cli
