// SPDX-License-Identifier: Apache-2.0
// Calls. Each overload is tried with fresh type variables, and the bindings of one that does not
// fit are taken back. If several fit (an argument is dyn) and their results differ, the result is
// dyn.
#include "cel/checker/check_calls.h"

#include <algorithm>
#include <unordered_map>

#include "base/suggest.h"
#include "cel/syntax/macros.h"

namespace stagegraph::cel {
namespace {

constexpr size_t kShownOverloads = 3;

// The type with its parameters' names replaced by fresh variables.
Type instantiate(const Type& type, std::unordered_map<std::string, Type>& fresh, Unifier& unifier) {
  if (type.kind == TypeKind::kParameter) {
    auto [at, added] = fresh.try_emplace(type.name);
    if (added) at->second = unifier.fresh();
    return at->second;
  }
  Type result = type;
  for (Type& parameter : result.parameters) parameter = instantiate(parameter, fresh, unifier);
  return result;
}

std::string signature(std::span<const Type> parameters) {
  std::string out;
  for (const Type& parameter : parameters) {
    if (!out.empty()) out += ", ";
    out += to_string(parameter);
  }
  return "(" + out + ")";
}

bool has_error(std::span<const Type> types) {
  return std::any_of(types.begin(), types.end(),
                     [](const Type& type) { return type.kind == TypeKind::kError; });
}

bool is_number(TypeKind kind) {
  return kind == TypeKind::kInt || kind == TypeKind::kUint || kind == TypeKind::kDouble ||
         kind == TypeKind::kDecimal || kind == TypeKind::kDyn || kind == TypeKind::kParameter;
}

// Of arithmetic and comparisons: both operands are of one type.
bool takes_one_type(std::string_view function) {
  return function.starts_with('_') && function.ends_with('_') && function != "_in_";
}

// Of two kinds of numbers the one that can hold both.
const Type& wider(const Type& a, const Type& b) {
  for (TypeKind kind : {TypeKind::kDecimal, TypeKind::kDouble, TypeKind::kInt}) {
    if (a.kind == kind) return a;
    if (b.kind == kind) return b;
  }
  return a;
}

// What to write instead of a call or operator that does not take its operands.
std::string way_out(const Function& function, std::span<const Type> shown, bool profile) {
  bool equality = function.name == "_==_" || function.name == "_!=_";
  bool has_null = std::any_of(shown.begin(), shown.end(),
                              [](const Type& type) { return type.kind == TypeKind::kNull; });
  if (equality && has_null && profile) return ". Whether a fact has a value, known(x) tells";
  bool numbers = std::all_of(shown.begin(), shown.end(), [](const Type& type) {
    return is_number(type.kind) && type.kind != TypeKind::kDyn;
  });
  if (numbers && shown.size() == 2 && takes_one_type(function.name) && !(shown[0] == shown[1])) {
    return ". Convert one side, as in " + to_string(wider(shown[0], shown[1])) + "(x)";
  }
  if (equality) return ". Both sides must be of one type";
  std::string text;
  if (function.overloads.size() > kShownOverloads) return text;
  for (const Overload& overload : function.overloads) {
    text += (text.empty() ? ". It takes " : " or ") + signature(overload.parameters);
  }
  return text;
}

// Nothing in it to be instantiated: most operators have only such types.
bool is_plain(const Type& type) {
  return type.kind != TypeKind::kParameter && type.parameters.empty();
}

}  // namespace

bool CallChecks::resolve_overload(const Function& function, std::span<const Type> arguments,
                                  Type& result) {
  bool found = false;
  for (const Overload& overload : function.overloads) {
    size_t mark = unifier_.mark();
    std::unordered_map<std::string, Type> fresh;
    bool fits = true;
    for (size_t i = 0; i < arguments.size() && fits; ++i) {
      const Type& parameter = overload.parameters[i];
      fits = is_plain(parameter)
                 ? unifier_.assign(arguments[i], parameter)
                 : unifier_.assign(arguments[i], instantiate(parameter, fresh, unifier_));
    }
    if (!fits) {
      unifier_.roll_back(mark);
      continue;
    }
    Type candidate = is_plain(overload.result)
                         ? overload.result
                         : unifier_.resolve(instantiate(overload.result, fresh, unifier_));
    result = found && candidate != result ? Type() : candidate;
    found = true;
  }
  return found;
}

Type CallChecks::mismatch(NodeId id, std::string_view name, const Function& function,
                          std::span<const Type> arguments) {
  if (has_error(arguments)) return set(id, scalar(TypeKind::kError));
  std::vector<Type> shown;
  for (const Type& argument : arguments) shown.push_back(unifier_.finish(argument));
  std::string message = "'" + std::string(name) + "' does not take " + signature(shown);
  return problem(id, "type-mismatch", message + way_out(function, shown, environment_.profile));
}

Type CallChecks::check_operator(NodeId id, std::string_view name, std::vector<Type> operands) {
  const Node node = ast_.at(id);
  if (node.kind == NodeKind::kBinary) {
    NodeId left = ast_.child(node, 0);
    NodeId right = ast_.child(node, 1);
    if (node.op == Op::kIn) {
      adapt_membership(left, operands[0], right, operands[1]);
    } else {
      bool equality = node.op == Op::kEqual || node.op == Op::kNotEqual;
      if (equality) check_members_of(left, operands[0], right, operands[1]);
      adapt(left, operands[0], right, operands[1]);
    }
  }
  const Function* function = names_.library().find(name, false, operands.size());
  Type result;
  if (resolve_overload(*function, operands, result)) return set(id, result);
  std::string_view shown = node.kind == NodeKind::kIndex ? "[]" : symbol_of(node.op);
  return mismatch(id, shown, *function, operands);
}

Type CallChecks::check_global_call(NodeId id) {
  const Node node = ast_.at(id);
  // A member call that gets here names a qualified function: its first child is part of the name.
  uint8_t first = node.is_member ? 1 : 0;
  std::string name =
      node.is_member ? names_.qualified_function(ast_, node) : names_.function_name(node);
  if (name == "known" && environment_.profile && !node.is_member) return check_known(id);
  std::vector<Type> arguments;
  for (uint32_t i = first; i < node.count; ++i) arguments.push_back(check(ast_.child(node, i)));
  if (const HostFunction* host = names_.host_function(name)) {
    return check_host(id, *host, first, arguments);
  }
  return check_named_call(id, name, false, first, std::move(arguments));
}

Type CallChecks::check_member_call(NodeId id, const Type& receiver) {
  const Node node = ast_.at(id);
  std::vector<Type> arguments = {receiver};
  for (uint32_t i = 1; i < node.count; ++i) arguments.push_back(check(ast_.child(node, i)));
  return check_named_call(id, std::string(node.name), true, 0, std::move(arguments));
}

Type CallChecks::check_named_call(NodeId id, const std::string& name, bool is_member, uint8_t first,
                                  std::vector<Type> arguments) {
  const Function* function = names_.library().find(name, is_member, arguments.size());
  if (function == nullptr || function->call == nullptr) {
    if (has_error(arguments) && names_.library().has_name(name)) {
      return set(id, scalar(TypeKind::kError));
    }
    return unknown_function(id, name, is_member, arguments.size());
  }
  Annotation& note = out_.notes[id];
  note.meaning = Meaning::kFunction;
  note.function = function;
  note.first_argument = first;
  if (function->is_variadic) return check_extreme(id, *function, arguments);
  Type result;
  if (resolve_overload(*function, arguments, result)) return set(id, result);
  return mismatch(id, name, *function, arguments);
}

Type CallChecks::unknown_function(NodeId id, const std::string& name, bool is_member,
                                  size_t count) {
  if (is_full()) return fail(id);
  const Node& node = ast_.at(id);
  auto end = static_cast<uint32_t>(node.name_begin + node.name.size());
  std::vector<std::string> known = names_.function_names(is_member);
  bool exists = std::find(known.begin(), known.end(), name) != known.end();
  if (exists) {
    size_t given = is_member ? count - 1 : count;
    return problem_at(id, node.name_begin, end, "no-such-overload",
                      "'" + name + "' does not take " + std::to_string(given) +
                          (given == 1 ? " argument" : " arguments"));
  }
  if (std::string_view usage = macro_usage(name); !usage.empty()) {
    return problem_at(id, node.name_begin, end, "no-such-overload",
                      "'" + name + "' is written as in " + std::string(usage));
  }
  std::vector<std::string> others = names_.function_names(!is_member);
  std::string message = "there is no function '" + name + "'";
  std::optional<std::string> replacement;
  if (std::find(others.begin(), others.end(), name) != others.end()) {
    message = is_member ? "'" + name + "' is called without a receiver: " + name + "(x)"
                        : "'" + name + "' is called on a receiver: x." + name + "(...)";
  } else {
    message += did_you_mean(name, known);
    std::string_view nearest = nearest_name(name, known);
    if (!nearest.empty() && name == node.name) replacement = std::string(nearest);
  }
  return problem_at(id, node.name_begin, end, "unknown-function", message, std::move(replacement));
}

// math.greatest and math.least: any numbers, or one list of them.
Type CallChecks::check_extreme(NodeId id, const Function& function,
                               std::span<const Type> arguments) {
  Type first = unifier_.resolve(arguments[0]);
  bool is_list = arguments.size() == 1 && first.kind == TypeKind::kList;
  Type joined = unifier_.resolve(is_list ? first.parameters[0] : first);
  for (const Type& argument : arguments) {
    Type type = is_list ? joined : unifier_.resolve(argument);
    if (!is_number(type.kind)) return mismatch(id, function.name, function, arguments);
    if (type.kind != joined.kind) joined = Type();
  }
  return set(id, joined);
}

Type CallChecks::check_known(NodeId id) {
  const Node node = ast_.at(id);
  Annotation& note = out_.notes[id];
  if (node.count == 1) {
    NodeId child = ast_.child(node, 0);
    Type type = check(child);
    if (type.kind == TypeKind::kError) return set(id, type);
    if (out_.notes[child].meaning == Meaning::kVariable) {
      note.meaning = Meaning::kKnown;
      note.slot = out_.notes[child].slot;
      return set(id, scalar(TypeKind::kBool));
    }
  }
  return problem(id, "type-mismatch", "known() takes the name of one fact, as in known(amount)");
}

Type CallChecks::check_host(NodeId id, const HostFunction& function, uint8_t first,
                            std::vector<Type>& arguments) {
  const Node node = ast_.at(id);
  if (arguments.size() != function.parameters.size()) {
    size_t wanted = function.parameters.size();
    return problem(id, "no-such-overload",
                   "'" + function.name + "' takes " + std::to_string(wanted) +
                       (wanted == 1 ? " argument, not " : " arguments, not ") +
                       std::to_string(arguments.size()));
  }
  std::unordered_map<std::string, Type> fresh;
  for (size_t i = 0; i < arguments.size(); ++i) {
    NodeId child = ast_.child(node, first + static_cast<uint32_t>(i));
    Type wanted = instantiate(function.parameters[i], fresh, unifier_);
    retype_to(child, arguments[i], wanted);
    if (wanted.kind == TypeKind::kEnum) check_members(child, wanted);
    if (unifier_.assign(arguments[i], wanted)) continue;
    problem(child, "type-mismatch",
            "'" + function.name + "' takes " + show(wanted) + " here, not " + show(arguments[i]));
    return set(id, scalar(TypeKind::kError));
  }
  return bind_host(id, function, first, arguments, instantiate(function.result, fresh, unifier_));
}

Type CallChecks::bind_host(NodeId id, const HostFunction& function, uint8_t first,
                           std::span<const Type> arguments, Type result) {
  const Node node = ast_.at(id);
  std::vector<Argument> bound;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const Node& child = ast_.at(ast_.child(node, first + static_cast<uint32_t>(i)));
    bound.push_back({.is_literal = child.kind == NodeKind::kLiteral,
                     .literal = child.value,
                     .type = unifier_.finish(arguments[i]),
                     .begin = child.begin,
                     .end = child.end});
  }
  int64_t immediate = 0;
  if (function.bind) {
    if (std::optional<Issue> issue = function.bind(bound, immediate, result)) {
      bool placed = issue->end > issue->begin;
      return problem_at(id, placed ? issue->begin : node.begin, placed ? issue->end : node.end,
                        issue->code, issue->message, issue->replacement);
    }
  }
  Annotation& note = out_.notes[id];
  note.meaning = Meaning::kHost;
  note.first_argument = first;
  note.index = static_cast<uint32_t>(out_.host.size());
  out_.host.push_back({function.call, immediate});
  return set(id, result);
}

}  // namespace stagegraph::cel
