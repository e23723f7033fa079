// SPDX-License-Identifier: Apache-2.0
// Only regular files are read, and no more of them than the limit, so that nothing blocks.
#include "scenario/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace stagegraph::scenario {

namespace {

namespace fs = std::filesystem;

Error not_found(const std::string& path) {
  return {Status::kNotFound, fmt::format("there is no file '{}'", path), {}};
}

Error unreadable(const std::string& path) {
  return {Status::kIo, fmt::format("'{}' cannot be read", path), {}};
}

}  // namespace

Expected<std::string> read_file(const std::string& path, size_t limit) {
  std::error_code problem;
  if (!fs::exists(path, problem)) return not_found(path);
  // A pipe or a device might never end.
  if (!fs::is_regular_file(path, problem)) return unreadable(path);
  std::ifstream in(path, std::ios::binary);
  std::string text(limit + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) return unreadable(path);
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() <= limit) return text;
  return Error{Status::kLimitExceeded,
               fmt::format("'{}' has more than the {} bytes that are allowed", path, limit),
               {}};
}

Expected<std::vector<std::string>> list_yaml_files(const std::string& path) {
  std::error_code problem;
  if (!fs::exists(path, problem)) return not_found(path);
  if (!fs::is_directory(path, problem)) return std::vector{path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator at(path, problem);
  for (; !problem && at != fs::recursive_directory_iterator(); at.increment(problem)) {
    std::error_code ignored;  // what is no regular file is no test file
    if (!at->is_regular_file(ignored)) continue;
    const fs::path extension = at->path().extension();
    if (extension == ".yaml" || extension == ".yml") files.push_back(at->path().string());
  }
  if (problem) return unreadable(path);
  std::sort(files.begin(), files.end());
  return files;
}

bool is_directory(const std::string& path) {
  std::error_code problem;
  return fs::is_directory(path, problem);
}

std::string path_beside(const std::string& file, const std::string& path) {
  return (fs::path(file).parent_path() / path).lexically_normal().string();
}

}  // namespace stagegraph::scenario
