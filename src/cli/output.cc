// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include "cli/files.h"
#include "cli/signals.h"

namespace stagegraph::cli {

namespace {

namespace fs = std::filesystem;

constexpr size_t kBlock = 1 << 16;
constexpr mode_t kPlain = 0666;  // less what the umask takes
constexpr int kMostLinks = 40;   // as the kernel follows

using About = std::optional<struct stat>;

About about(const std::string& path) {
  struct stat found {};
  return stat(path.c_str(), &found) == 0 ? About(found) : std::nullopt;
}

About about(int descriptor) {
  struct stat found {};
  return fstat(descriptor, &found) == 0 ? About(found) : std::nullopt;
}

bool is_same_file(const About& a, const About& b) {
  return a && b && S_ISREG(b->st_mode) && a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

// Where a file of this name would be made: links lead there, whether it is there or not. Empty,
// with errno set, where they lead in a circle.
std::string follow(const std::string& path) {
  fs::path at = path;
  std::error_code problem;
  for (int i = 0; i < kMostLinks; ++i) {
    if (!fs::is_symlink(at, problem)) return at.string();
    at = at.parent_path() / fs::read_symlink(at, problem);
  }
  errno = ELOOP;
  return {};
}

bool is_descriptor_name(const std::string& path) {
  return path.starts_with("/dev/") || path.starts_with("/proc/");
}

// Only a name in its own folder can take the place of another one in one step.
std::string name_beside(const std::string& target, int attempt) {
  const fs::path folder = fs::path(target).parent_path();
  return (folder / fmt::format(".stagegraph-{}-{}.tmp", getpid(), attempt)).string();
}

// So that the new name is there after a crash too. Not every file system can be asked to.
void sync_folder(const std::string& target) {
  const std::string folder = fs::path(target).parent_path().string();
  const int descriptor =
      open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  ::close(descriptor);
}

bool is_written(int descriptor) {
  return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP;
}

}  // namespace

bool is_standard_output(const std::string& path) { return path.empty() || path == "-"; }

bool is_on_terminal(const std::string& path) {
  return is_standard_output(path) && isatty(STDOUT_FILENO) != 0;
}

void check_is_no_output(const std::string& input, const std::string& what,
                        const std::string& output) {
  const About in = input == "-" ? about(STDIN_FILENO) : about(input);
  auto refuse = [&](const char* name) {
    throw Unusable(fmt::format("{} is the same file as {}. Write to another one", name, what));
  };
  if (is_same_file(in, about(STDOUT_FILENO))) refuse("standard output");
  if (is_same_file(in, about(STDERR_FILENO))) refuse("standard error");
  if (!is_standard_output(output) && is_same_file(in, about(output))) refuse("--out");
}

Output::Output(const std::string& path)
    : name_(is_standard_output(path) ? "standard output" : "'" + path + "'"),
      target_(is_standard_output(path) ? std::string() : follow(path)) {
  if (is_standard_output(path)) {
    descriptor_ = STDOUT_FILENO;
    return;
  }
  if (target_.empty()) fail();
  const About old = about(path);
  if (!is_descriptor_name(path)) check_is_no_output(path, name_);
  if (is_descriptor_name(path) || (old && !S_ISREG(old->st_mode))) {
    open_directly(path.c_str());
    return;
  }
  // A file that may not be written is not to be replaced either.
  if (old && access(target_.c_str(), W_OK) != 0) fail();
  open_beside();
  // A replaced file keeps its mode and its owner, where the command may give it away.
  if (!old) return;
  if (fchown(descriptor_, old->st_uid, old->st_gid) == 0 || old->st_uid == geteuid()) {
    fchmod(descriptor_, old->st_mode & 07777U);
  }
}

void Output::open_directly(const char* path) {
  descriptor_ = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kPlain);
  if (descriptor_ < 0) fail();
}

void Output::open_beside() {
  const SignalsHeld held;
  for (int attempt = 0; descriptor_ < 0; ++attempt) {
    beside_ = name_beside(target_, attempt);
    descriptor_ = open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPlain);
    if (descriptor_ < 0 && errno != EEXIST) {
      beside_.clear();
      fail();
    }
  }
  delete_on_signal(beside_);
}

Output::~Output() {
  const SignalsHeld held;
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  if (beside_.empty()) return;
  unlink(beside_.c_str());
  delete_on_signal("");
}

void Output::write_line(std::string_view text) {
  buffer_ += text;
  write("\n");
  bytes_ += text.size();
}

void Output::write(std::string_view text) {
  buffer_ += text;
  bytes_ += text.size();
  if (buffer_.size() >= kBlock) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    rest.remove_prefix(static_cast<size_t>(written));
  }
  buffer_.clear();
}

void Output::close() {
  flush();
  if (!beside_.empty()) return replace();
  if (descriptor_ > STDERR_FILENO && ::close(std::exchange(descriptor_, -1)) != 0) fail();
}

void Output::replace() {
  if (!is_written(descriptor_) || ::close(std::exchange(descriptor_, -1)) != 0) fail();
  const SignalsHeld held;
  if (rename(beside_.c_str(), target_.c_str()) != 0) fail();
  beside_.clear();
  delete_on_signal("");
  sync_folder(target_);
}

void Output::fail() const {
  const char* left = beside_.empty() ? "" : ". What was there before is as it was";
  throw Unusable(fmt::format("cannot write {}: {}{}", name_, std::strerror(errno), left));
}

void print(std::string_view text) {
  Output out("");
  if (text.ends_with('\n')) text.remove_suffix(1);
  out.write_line(text);
  out.close();
}

}  // namespace stagegraph::cli
