// The text of a cell as the library reads it.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::cli {

// Spreadsheets write TRUE and FALSE: those are the library's `true` and `false`, in any case.
// `type` is as stg_ruleset_fact_type writes it. `buffer` is for the text where it changes.
std::string_view text_for(std::string_view type, std::string_view cell, std::string& buffer);

}  // namespace stagegraph::cli
