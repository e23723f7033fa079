// The functions that conditions may ask about the record at hand. Expressions are compiled against
// this interface; the engine implements it.
#pragma once

#include "cel/cel.h"
#include "ruleset/model.h"

namespace stagegraph::ruleset {

class RecordView {
 public:
  virtual ~RecordView() = default;
  virtual bool in_stage(Index stage) const = 0;
  // Last entry; nothing when it was never entered.
  virtual std::optional<Micros> entered(Index stage) const = 0;
  virtual int64_t visits(Index stage) const = 0;
  virtual int64_t extensions(Index deadline) const = 0;
  // A map from output to value; of a collecting table, a list of such maps. An unknown where a
  // row's condition is unknown, an error where none matches or the hit policy is broken.
  virtual cel::Value table(Index table, Arena& arena) = 0;
  // Whose zone and calendar working_time() goes by.
  virtual const Ruleset& ruleset() const = 0;
  // The stage's path, for messages.
  virtual std::string_view stage_path(Index stage) const {
    (void)stage;
    return {};
  }
};

}  // namespace stagegraph::ruleset
