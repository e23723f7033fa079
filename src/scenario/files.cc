// SPDX-License-Identifier: Apache-2.0
// Only regular files are read, and no more of them than the limit, so that nothing blocks. The
// system is asked directly: std::filesystem ends the process where memory runs out within a walk.
#include "scenario/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <new>

#include "base/utf8.h"

namespace stagegraph::scenario {

namespace {

// Of the last call of the system.
Error failure(const std::string& path) {
  if (errno == ENOMEM) throw std::bad_alloc();
  const std::string name = escape_invalid_utf8(path);
  if (errno == ENOENT || errno == ENOTDIR) {
    return {Status::kNotFound, fmt::format("there is no file '{}'", name), {}};
  }
  return {Status::kIo, fmt::format("'{}' cannot be read", name), {}};
}

Error too_large(const std::string& path, size_t limit) {
  return {Status::kLimitExceeded,
          fmt::format("'{}' has more than the {} bytes that are allowed", escape_invalid_utf8(path),
                      limit),
          {}};
}

bool is_regular_file(const std::string& path) {
  struct stat about {};
  return stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode);
}

bool is_link(const std::string& path) {
  struct stat about {};
  return lstat(path.c_str(), &about) == 0 && S_ISLNK(about.st_mode);
}

bool is_yaml_name(std::string_view name) {
  const auto has_ending = [&](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  };
  return has_ending(".yaml") || has_ending(".yml");
}

class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  // False, with errno set, where it could not be opened or is something else.
  bool is_regular() const {
    struct stat about {};
    if (descriptor_ < 0 || fstat(descriptor_, &about) != 0) return false;
    errno = EINVAL;
    return S_ISREG(about.st_mode);
  }

  // Up to as many bytes as `text` has, to which it is cut; false where that fails.
  bool read(std::string& text) const {
    size_t size = 0;
    while (size < text.size()) {
      const ssize_t got = ::read(descriptor_, text.data() + size, text.size() - size);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return false;
      if (got == 0) break;
      size += static_cast<size_t>(got);
    }
    text.resize(size);
    return true;
  }

 private:
  int descriptor_;
};

// Adds the YAML files of one folder to `files`, and its folders to `folders`. False where it cannot
// be read. Links to folders are not followed: they may lead in circles.
bool list_folder(const std::string& folder, std::vector<std::string>& files,
                 std::vector<std::string>& folders) {
  std::unique_ptr<DIR, int (*)(DIR*)> open(opendir(folder.c_str()), closedir);
  if (!open) return false;
  const std::string prefix = folder.ends_with('/') ? folder : folder + '/';
  errno = 0;
  while (const dirent* entry = readdir(open.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    std::string path = prefix + std::string(name);
    if (is_directory(path)) {
      if (!is_link(path)) folders.push_back(std::move(path));
    } else if (is_yaml_name(name) && is_regular_file(path)) {
      files.push_back(std::move(path));
    }
    errno = 0;
  }
  return errno == 0;
}

}  // namespace

Expected<std::string> read_file(const std::string& path, size_t limit) {
  const OpenFile file(path);
  // A pipe or a device might never end.
  if (!file.is_regular()) return failure(path);
  std::string text(limit + 1, '\0');
  if (!file.read(text)) return failure(path);
  if (text.size() > limit) return too_large(path, limit);
  return text;
}

Expected<std::vector<std::string>> list_yaml_files(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return failure(path);
  if (!S_ISDIR(about.st_mode)) return std::vector{path};
  std::vector<std::string> files;
  std::vector<std::string> folders{path};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    if (!list_folder(folder, files, folders)) return failure(folder);
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_directory(const std::string& path) {
  struct stat about {};
  return stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

std::string path_beside(const std::string& file, const std::string& path) {
  namespace fs = std::filesystem;
  return (fs::path(file).parent_path() / path).lexically_normal().string();
}

}  // namespace stagegraph::scenario
