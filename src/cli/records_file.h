// The records of a run: those of a file, and those that begin with their first event.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/problems.h"
#include "cli/table_file.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

// In the order of first appearance.
class Records {
 public:
  // Throws stg::Error where the id is there already.
  void add(stg::Record record);
  // The record, or null.
  stg::Record* find(std::string_view id);
  std::vector<stg::Record>& all() { return records_; }
  const std::vector<stg::Record>& all() const { return records_; }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  std::vector<stg::Record> records_;
  std::unordered_map<std::string, size_t, Hash, std::equal_to<>> index_;
};

// Reads the records of a file. CSV has `id`, `entered`, and if wanted `stage` (absent or empty: the
// initial stage) and a column per fact; an empty cell leaves the fact as it is in a new record, at
// its default or unknown. JSON Lines has one record a line, whole or in the short form.
// Throws Unusable for columns that mean nothing, unless they are to be ignored.
void read_records(const stg::Ruleset& rules, const std::string& path, bool ignore_columns,
                  Records& records, Problems& problems);

}  // namespace stagegraph::cli
