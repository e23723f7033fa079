// SPDX-License-Identifier: Apache-2.0
// Random well-typed expressions, the same for the same seed, over a few facts of all types.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "support.h"

namespace stagegraph::cel {

class RandomExpression {
 public:
  explicit RandomExpression(uint32_t seed) : random_(seed) {}

  std::string any(int depth) {
    switch (below(8)) {
      case 0:
      case 1:
      case 2:
        return boolean(depth);
      case 3:
        return integer(depth);
      case 4:
        return real(depth);
      case 5:
        return text(depth);
      case 6:
        return numbers(depth);
      default:
        return instant(depth);
    }
  }

  std::string boolean(int depth) {
    if (depth <= 0) return pick({"true", "false", "b", "unknown_b", "1 / 0 == 1"});
    int d = depth - 1;
    switch (below(14)) {
      case 0:
        return boolean(d) + " && " + boolean(d);
      case 1:
        return "(" + boolean(d) + " || " + boolean(d) + ")";
      case 2:
        return "!(" + boolean(d) + ")";
      case 3:
        return "(" + integer(d) + ")" + relation() + "(" + integer(d) + ")";
      case 4:
        return "(" + real(d) + ")" + relation() + "(" + real(d) + ")";
      case 5:
        return "(" + text(d) + ")" + relation() + "(" + text(d) + ")";
      case 6:
        return "(" + integer(d) + ") in " + numbers(d);
      case 7:
        return "(" + text(d) + ")" + pick({".contains(", ".startsWith(", ".endsWith("}) + text(d) +
               ")";
      case 8:
        return numbers(d) + pick({".all(x, ", ".exists(x, ", ".exists_one(x, "}) + in_loop(d) + ")";
      case 9:
        return conditional(&RandomExpression::boolean, d);
      case 10:
        return numbers(d) + " == " + numbers(d);
      case 11:
        return "(" + instant(d) + ")" + relation() + "(" + instant(d) + ")";
      case 12:
        return pick({"has(m.a)", "has(m.z)", "size(s) == 3", "size(s) > i",
                     "xs.exists(x, x == size(s))", "m.z == 1 || m.z == 2",
                     "s.upperAscii() != 'ABC' && s.upperAscii() != ''", "'a' in m",
                     "known(unknown_i)", "e == 'new'", "s.matches('^[a-c]+$')", "type(i) == int",
                     "m.?z.hasValue()"});
      default:
        return "cel.bind(y, " + integer(d) + ", y > 2 || " + boolean(d) + ")";
    }
  }

  std::string integer(int depth) {
    if (depth <= 0)
      return pick({"0", "1", "-7", "42", "i", "m.a", "9223372036854775807", "unknown_i"});
    int d = depth - 1;
    switch (below(9)) {
      case 0:
      case 1:
        return "(" + integer(d) + pick({" + ", " - ", " * ", " / ", " % "}) + integer(d) + ")";
      case 2:
        return "-(" + integer(d) + ")";
      case 3:
        return "size(" + text(d) + ")";
      case 4:
        return "size(" + numbers(d) + ")";
      case 5:
        return numbers(d) + "[" + integer(0) + "]";
      case 6:
        return conditional(&RandomExpression::integer, d);
      case 7:
        return pick({"int(", "int(double("}).find("double") == std::string::npos
                   ? "int(" + real(d) + ")"
                   : "int(double(" + integer(d) + "))";
      default:
        return "m[?(" + text(d) + ")].orValue(" + integer(d) + ")";
    }
  }

  std::string real(int depth) {
    if (depth <= 0) return pick({"0.0", "1.5", "-2.25", "1e300", "d", "double(i)"});
    int d = depth - 1;
    switch (below(4)) {
      case 0:
      case 1:
        return "(" + real(d) + pick({" + ", " - ", " * ", " / "}) + real(d) + ")";
      case 2:
        return "-(" + real(d) + ")";
      default:
        return conditional(&RandomExpression::real, d);
    }
  }

  std::string text(int depth) {
    if (depth <= 0) return pick({"''", "'a'", "\"bc\"", "'\\u00e9'", "s", "'a\\nb'"});
    int d = depth - 1;
    switch (below(7)) {
      case 0:
      case 1:
        return "(" + text(d) + " + " + text(d) + ")";
      case 2:
        return conditional(&RandomExpression::text, d);
      case 3:
        return "string(" + integer(d) + ")";
      case 4:
        return "(" + text(d) + ")" +
               pick({".upperAscii()", ".trim()", ".reverse()", ".replace('a', 'x')"});
      case 5:
        return "(" + text(d) + ").split('').join('-')";
      default:
        return "string(" + boolean(d) + ")";
    }
  }

  std::string numbers(int depth) {
    if (depth <= 0) return pick({"[1, 2, 3]", "[0]", "xs", "[i, -i]"});
    int d = depth - 1;
    switch (below(6)) {
      case 0:
        return "[" + integer(d) + ", " + integer(d) + "]";
      case 1:
        return "(" + numbers(d) + " + " + numbers(d) + ")";
      case 2:
        return numbers(d) + ".map(x, x + " + integer(0) + ")";
      case 3:
        return numbers(d) + ".filter(x, " + in_loop(d) + ")";
      case 4:
        return conditional(&RandomExpression::numbers, d);
      default:
        return numbers(d) + pick({".reverse()", ".distinct()", ".sort()", ".sortBy(x, -x)"});
    }
  }

  std::string instant(int depth) {
    if (depth <= 0) return pick({"t", "timestamp('2026-03-02T10:00:00Z')"});
    return "(" + instant(depth - 1) + pick({" + ", " - "}) +
           pick({"duration('1h')", "duration('36.5s')"}) + ")";
  }

 private:
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>(random_() % limit); }

  std::string pick(const std::vector<std::string>& choices) {
    return choices[below(static_cast<uint32_t>(choices.size()))];
  }

  std::string relation() { return pick({" == ", " != ", " < ", " <= ", " > ", " >= "}); }

  std::string in_loop(int depth) {
    return below(2) == 0 ? "x" + relation() + integer(0) : "x > 1 && " + boolean(depth - 1);
  }

  std::string conditional(std::string (RandomExpression::*make)(int), int depth) {
    return "((" + boolean(depth) + ") ? " + (this->*make)(depth) + " : " + (this->*make)(depth) +
           ")";
  }

  std::mt19937 random_;
};

// The facts that they are over; some unknown.
struct RandomFacts : Facts {
  RandomFacts() {
    Type number = scalar(TypeKind::kInt);
    auto items = arena.make_array<Value>(2);
    items[0] = Value::integer(3);
    items[1] = Value::integer(-1);
    auto entries = arena.make_array<std::pair<Value, Value>>(1);
    entries[0] = {Value::interned("a"), Value::integer(5)};
    add("b", scalar(TypeKind::kBool), Value::boolean(true));
    add("i", number, Value::integer(4));
    add("d", scalar(TypeKind::kDouble), Value::real(0.5));
    add("s", scalar(TypeKind::kString), Value::interned("abc"));
    add("e", enum_of({"new", "old"}), Value::interned("new"));
    add("xs", list_of(number), Value::list(arena.make<List>(List{items})));
    add("m", map_of(scalar(TypeKind::kString), number), Value::map(arena.make<Map>(Map{entries})));
    add("t", scalar(TypeKind::kTimestamp), Value::timestamp({1'700'000'000, 0}));
    add_unknown("unknown_b", scalar(TypeKind::kBool));
    add_unknown("unknown_i", number);
  }
};

}  // namespace stagegraph::cel
