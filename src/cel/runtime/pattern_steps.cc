// SPDX-License-Identifier: Apache-2.0
// A step stands for some 30 ns of RE2's work, as measured. Reading a pattern takes time for each
// byte, and for each Unicode class. Making the program takes time for each instruction: `x{1000}`
// makes those of x a thousand times. RE2 gives up where the program outgrows its memory, so that
// this part has an upper limit.
//
// The walk keeps a stack of open groups. For each it knows the weight of all its parts and of the
// last part, which is what a repetition that follows multiplies. It need not be exact: what it does
// not understand weighs as much as a character.
#include "cel/runtime/pattern_steps.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"

namespace stagegraph::cel {
namespace {

constexpr uint64_t kPerByte = 64;
constexpr uint64_t kWide = 256;             // any character but a few: some 10 instructions
constexpr uint64_t kUnicodeClass = 40'000;  // some 1,200 instructions
constexpr uint64_t kReadingClass = 10'000;
constexpr uint64_t kLargestProgram = 200'000;  // RE2 gives up beyond that
constexpr uint64_t kFoldsCase = 4;             // (?i): so many instructions for one
constexpr uint64_t kMaxRepeat = 1'000;         // RE2's own limit

struct Group {
  uint64_t weight = 0;
  uint64_t last = 0;  // of its last part, within weight
};

class Walk {
 public:
  explicit Walk(std::string_view pattern) : pattern_(pattern), groups_(1) {}

  PatternCost run() {
    while (at_ < pattern_.size()) next();
    while (groups_.size() > 1) close();
    const uint64_t program = groups_[0].weight * (folds_case_ ? kFoldsCase : 1);
    return {.steps = pattern_.size() * kPerByte + classes_ * kReadingClass +
                     std::min(program, kLargestProgram),
            .unicode_classes = classes_};
  }

 private:
  void next() {
    switch (pattern_[at_++]) {
      case '(':
        return open();
      case ')':
        return close();
      case '{':
        return repeat();
      case '[':
        return bracket();
      case '\\':
        return add(escape());
      case '.':
        return add(kWide);
      case '*':
      case '+':
      case '?':
        return grow();
      default:
        return add(kPerByte);
    }
  }

  void add(uint64_t weight) {
    Group& group = groups_.back();
    group.last = weight;
    group.weight = std::min(group.weight + weight, kLargestProgram);
  }

  // The last part goes on.
  void grow() {
    const uint64_t last = groups_.back().last + kPerByte;
    add(kPerByte);
    groups_.back().last = last;
  }

  void open() {
    groups_.emplace_back();
    if (at_ >= pattern_.size() || pattern_[at_] != '?') return;
    size_t end = std::min(pattern_.find_first_of(":)", at_), pattern_.size());
    folds_case_ =
        folds_case_ || pattern_.substr(at_, end - at_).find('i') != std::string_view::npos;
  }

  void close() {
    if (groups_.size() == 1) return;
    uint64_t weight = groups_.back().weight + kPerByte;
    groups_.pop_back();
    add(weight);
  }

  // "{3}", "{3,}" and "{3,7}" repeat the last part. All else is text.
  void repeat() {
    uint64_t most = 0;
    uint64_t number = 0;
    size_t end = at_;
    for (; end < pattern_.size() && (is_digit(pattern_[end]) || pattern_[end] == ','); ++end) {
      bool is_comma = pattern_[end] == ',';
      number = is_comma ? 0 : number * 10 + static_cast<uint64_t>(pattern_[end] - '0');
      number = std::min(number, kMaxRepeat);
      most = std::max(most, number);
    }
    if (end == at_ || end == pattern_.size() || pattern_[end] != '}') return add(kPerByte);
    at_ = end + 1;
    Group& group = groups_.back();
    uint64_t repeated = std::min(group.last * std::max<uint64_t>(most, 1), kLargestProgram);
    group.weight = std::min(group.weight + repeated, kLargestProgram);
    group.last = repeated;
  }

  void bracket() {
    uint64_t weight = kWide;
    if (at_ < pattern_.size() && pattern_[at_] == '^') ++at_;
    for (bool first = true; at_ < pattern_.size(); first = false) {
      char c = pattern_[at_++];
      if (c == ']' && !first) break;
      weight += c == '\\' ? escape() : kPerByte;
    }
    add(std::min(weight, kLargestProgram));
  }

  uint64_t escape() {
    if (at_ >= pattern_.size()) return kPerByte;
    char c = pattern_[at_++];
    if (c == 'p' || c == 'P') {
      ++classes_;
      bool is_long = at_ < pattern_.size() && pattern_[at_] == '{';
      size_t end = is_long ? pattern_.find('}', at_) : at_;
      at_ = std::min(end, pattern_.size() - 1) + 1;
      return kUnicodeClass;
    }
    bool is_upper = c >= 'A' && c <= 'Z';  // \D, \S, \W: all but a few
    return is_upper ? kWide : kPerByte;
  }

  std::string_view pattern_;
  size_t at_ = 0;
  uint64_t classes_ = 0;
  bool folds_case_ = false;
  std::vector<Group> groups_;
};

}  // namespace

PatternCost pattern_cost(std::string_view pattern) { return Walk(pattern).run(); }

uint64_t most_pattern_steps(uint64_t bytes) {
  constexpr uint64_t kRest = kMaxUnicodeClasses * kReadingClass + kLargestProgram;
  uint64_t reading = 0;
  if (__builtin_mul_overflow(bytes, kPerByte, &reading)) return UINT64_MAX;
  return reading > UINT64_MAX - kRest ? UINT64_MAX : reading + kRest;
}

}  // namespace stagegraph::cel
