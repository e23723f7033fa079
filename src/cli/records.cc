#include "cli/records.h"

#include <fmt/format.h>

namespace stagegraph::cli {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw stg::Error(stg::Status::kInvalidInput, message, {});
}

}  // namespace

void Records::add(stg::Record record, uint32_t line) {
  if (!index_.emplace(record.id(), records_.size()).second) {
    fail(fmt::format("record '{}' is there already", record.id()));
  }
  records_.push_back(std::move(record));
  lines_.push_back(line);
}

stg::Record* Records::find(std::string_view id) {
  auto found = index_.find(id);
  return found == index_.end() ? nullptr : &records_[found->second];
}

void Records::remove_last() {
  index_.erase(index_.find(records_.back().id()));
  records_.pop_back();
  lines_.pop_back();
}

std::optional<uint32_t> Records::line_of(std::string_view id) const {
  if (auto bad = refused_.find(id); bad != refused_.end()) return bad->second;
  auto found = index_.find(id);
  if (found == index_.end()) return std::nullopt;
  return lines_[found->second];
}

void Records::refuse(std::string_view id, uint32_t line) { refused_.emplace(id, line); }

void Records::add_unread(uint32_t line) {
  if (!unread_) unread_ = line;
}

void Records::close(const std::string& path, bool new_records) {
  path_ = path;
  new_records_ = new_records;
  std::vector<stg::Record> all = std::move(records_);
  std::vector<uint32_t> lines = std::move(lines_);
  records_.clear();
  lines_.clear();
  index_.clear();
  for (size_t i = 0; i < all.size(); ++i) {
    if (!is_refused(all[i].id())) add(std::move(all[i]), lines[i]);
  }
}

void Records::check_event_of(std::string_view id) const {
  if (path_.empty() || index_.contains(id)) return;
  if (auto bad = refused_.find(id); bad != refused_.end()) {
    fail(fmt::format("record '{}' cannot be used: its row {}:{} is bad", id, path_, bad->second));
  }
  if (unread_) {
    fail(fmt::format("record '{}' is not in {}, unless the bad row {}:{} is that record", id, path_,
                     path_, *unread_));
  }
  if (new_records_) return;
  fail(fmt::format("record '{}' is not in {} (--new-records lets it start at the initial stage)",
                   id, path_));
}

}  // namespace stagegraph::cli
