// The records of a run: those of a file, and those that begin with their first event.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// In the order of first appearance.
class Records {
 public:
  // Throws stg::Error where the id is there already. `line` is that of its row, 0 without one.
  void add(stg::Record record, uint32_t line = 0);
  // The record, or null.
  stg::Record* find(std::string_view id);
  std::vector<stg::Record>& all() { return records_; }
  const std::vector<stg::Record>& all() const { return records_; }
  // Takes out the record that was added last.
  void remove_last();

  // The line of the row that has this id, whether it can be used or not.
  std::optional<uint32_t> line_of(std::string_view id) const;
  bool is_refused(std::string_view id) const { return refused_.contains(id); }
  // The record is not used, as the row is bad.
  void refuse(std::string_view id, uint32_t line);
  // A row is bad whose id cannot be read: it may be that of any record the file lacks.
  void add_unread(uint32_t line);

  // All rows of the file are read: takes out what is refused. An id that the file lacks is an error
  // from now on, unless `new_records`.
  void close(const std::string& path, bool new_records);
  // Throws stg::Error where the record of an event is neither there nor may begin with it.
  void check_event_of(std::string_view id) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  std::vector<stg::Record> records_;
  std::vector<uint32_t> lines_;  // by record
  std::unordered_map<std::string, size_t, Hash, std::equal_to<>> index_;
  std::map<std::string, uint32_t, std::less<>> refused_;  // with the line of the bad row
  std::optional<uint32_t> unread_;                        // the first such line
  std::string path_;                                      // empty: there is no records file
  bool new_records_ = true;
};

}  // namespace stagegraph::cli
