// SPDX-License-Identifier: Apache-2.0
// Decision tables. A row's outputs are evaluated only once the row is to answer. What happens to an
// unknown or failed row depends on the hit policy: it counts where it could change the answer.
#include "engine/tables.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/evaluator.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

using cel::Value;

class TableRun {
 public:
  TableRun(const Table& table, Evaluator& evaluator, Arena& arena)
      : table_(table), evaluator_(evaluator), arena_(arena) {}

  Value answer() {
    switch (table_.hit) {
      case HitPolicy::kFirst:
        return in_order();
      case HitPolicy::kPriority:
        return by_priority();
      case HitPolicy::kUnique:
        return only_one();
      case HitPolicy::kAny:
        return all_the_same();
      case HitPolicy::kCollect:
        return all();
    }
    return fail("has no hit policy");
  }

 private:
  Value in_order() {
    for (size_t row = 0; row < table_.rows.size(); ++row) {
      if (const auto answer = answer_of(row)) return *answer;
    }
    return fail("has no row that matches");
  }

  Value by_priority() {
    if (Value failed = evaluator_.pay(table_.rows.size()); failed.is_error()) return failed;
    std::vector<size_t> order(table_.rows.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return table_.rows[a].priority > table_.rows[b].priority;
    });
    for (size_t row : order) {
      if (const auto answer = answer_of(row)) return *answer;
    }
    return fail("has no row that matches");
  }

  // Nothing where the row does not match.
  std::optional<Value> answer_of(size_t row) {
    Value matches = condition(row);
    if (matches.is_true()) return outputs(row);
    return matches.is_false() ? std::nullopt : std::optional(matches);
  }

  Value condition(size_t row) {
    if (Value failed = evaluator_.pay(1); failed.is_error()) return failed;
    const ExpressionIndex when = table_.rows[row].when;
    return when == kNone ? Value::boolean(true) : evaluator_.evaluate(when);
  }

  // The rows that match; the first unknown or error instead, where there is one.
  Value matching(std::vector<size_t>& rows) {
    Value doubt;
    for (size_t row = 0; row < table_.rows.size(); ++row) {
      Value matches = condition(row);
      if (matches.is_true()) {
        rows.push_back(row);
      } else if (!matches.is_false() && (doubt.is(cel::Kind::kNull) || matches.is_error())) {
        doubt = matches;
      }
    }
    return doubt;
  }

  Value only_one() {
    std::vector<size_t> rows;
    Value doubt = matching(rows);
    if (rows.size() > 1) {
      return fail("is unique, but rows " + std::to_string(rows[0] + 1) + " and " +
                  std::to_string(rows[1] + 1) + " both match");
    }
    if (!doubt.is(cel::Kind::kNull)) return doubt;
    return rows.empty() ? fail("has no row that matches") : outputs(rows[0]);
  }

  Value all_the_same() {
    std::vector<size_t> rows;
    Value doubt = matching(rows);
    if (!doubt.is(cel::Kind::kNull)) return doubt;
    if (rows.empty()) return fail("has no row that matches");
    Value result = outputs(rows[0]);
    for (size_t row : rows) {
      Value other = outputs(row);
      if (result.is_error() || result.is_unknown()) return result;
      if (other.is_error() || other.is_unknown()) return other;
      if (!cel::equals(result, other)) {
        return fail("gives different answers in rows " + std::to_string(rows[0] + 1) + " and " +
                    std::to_string(row + 1));
      }
    }
    return result;
  }

  Value all() {
    std::vector<size_t> rows;
    Value doubt = matching(rows);
    if (!doubt.is(cel::Kind::kNull)) return doubt;
    auto items = arena_.make_array<Value>(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) {
      items[i] = outputs(rows[i]);
      if (items[i].is_error() || items[i].is_unknown()) return items[i];
    }
    return Value::list(arena_.make<cel::List>(cel::List{items}));
  }

  Value outputs(size_t row) {
    if (Value failed = evaluator_.pay(2 * table_.gives.size()); failed.is_error()) return failed;
    auto entries = arena_.make_array<std::pair<Value, Value>>(table_.gives.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      Value value = evaluator_.evaluate(table_.rows[row].gives[i]);
      if (value.is_error() || value.is_unknown()) return value;
      if (Value failed = evaluator_.pay_for(value); failed.is_error()) return failed;
      entries[i] = {Value::interned(table_.gives[i].name), value};
    }
    return Value::map(arena_.make<cel::Map>(cel::Map{entries}));
  }

  Value fail(const std::string& what) {
    cel::EvalError* error = arena_.make<cel::EvalError>();
    error->message = arena_.copy("table '" + table_.name + "' " + what);
    return Value::error(error);
  }

  const Table& table_;
  Evaluator& evaluator_;
  Arena& arena_;
};

}  // namespace

Value evaluate_table(const Ruleset& ruleset, TableIndex table, Evaluator& evaluator, Arena& arena) {
  return TableRun(ruleset.tables[table], evaluator, arena).answer();
}

}  // namespace stagegraph::engine
