// SPDX-License-Identifier: Apache-2.0
// A list of actions becomes one flat vector: what `set` assigns first, then the items of `do`.
// Texts for the host may be in several languages.
#include "ruleset/load/load_actions.h"

#include <fmt/format.h>

#include <algorithm>

#include "ruleset/load/load_templates.h"
#include "ruleset/load/parameters.h"
#include "ruleset/reading/prose.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

namespace {

// What the host is told may be a text for people. All languages are compiled, so that one which
// nobody has asked for yet has no mistakes; one is kept.
std::optional<Template> read_argument(Loader& loader, const DocPlace& place, const cel::Type& type,
                                      const Scope& scope) {
  if (type.kind != cel::TypeKind::kString || !place.node->is_map()) {
    return read_template(loader, place, type, scope);
  }
  const DocPlace chosen = choose_translation(loader.findings, place, loader.language);
  if (!chosen) return std::nullopt;
  std::optional<Template> kept;
  for (const DocPlace& text : read_entries(loader.findings, place)) {
    std::optional<Template> value = read_template(loader, text, type, scope);
    if (text.node == chosen.node) kept = std::move(value);
  }
  return kept;
}

class ActionReader {
 public:
  ActionReader(Loader& loader, const Scope& scope, const ActionRules& rules)
      : loader_(loader), scope_(scope), rules_(rules) {}

  void read_set(const DocPlace& place) {
    for (const DocPlace& entry : read_entries(loader_.findings, place)) {
      FactIndex fact = resolve_key(loader_.findings, loader_.names.facts, entry);
      if (fact == kNone) continue;
      add_set(entry, fact);
    }
  }

  void read_list(const DocPlace& list) {
    for (const DocPlace& item : read_items(loader_.findings, list)) read_item(item);
  }

  std::vector<Action> take() { return std::move(actions_); }

 private:
  void read_item(const DocPlace& item) {
    Fields fields(loader_.findings, item, MapKind::kActionItem);
    if (!fields.is_map()) return;
    if (item.node->entries.size() != 1) {
      loader_.findings.error("wrong-shape", item,
                             "write one action per item, each with its own dash");
      return;
    }
    read_own(fields["set"], &ActionReader::read_set);
    read_own(fields["clear"], &ActionReader::read_clear);
    read_own(fields["start"], &ActionReader::read_start);
    for (const DocPlace& action : fields.others()) read_host(action);
  }

  // Actions on the record itself.
  void read_own(const DocPlace& place, void (ActionReader::*read)(const DocPlace&)) {
    if (!place) return;
    if (!rules_.host_only) return (this->*read)(place);
    loader_.findings.error_at_head(
        "not-allowed-here", place,
        fmt::format("a reminder cannot '{}', because the record must not depend on when somebody "
                    "looked at the clock. Use an action of the host, or another deadline",
                    place.key->text));
  }

  void add_set(const DocPlace& entry, FactIndex index) {
    const Fact& fact = loader_.ruleset.facts[index];
    std::optional<Template> value = read_template(loader_, entry, fact.type, scope_);
    if (!value) return;
    check_range(entry, fact, *value);
    Action& action = add(ActionKind::kSet, entry);
    action.fact = index;
    action.arguments.push_back(std::move(*value));
  }

  void check_range(const DocPlace& entry, const Fact& fact, const Template& value) {
    if (value.kind != Template::Kind::kLiteral) return;
    std::optional<std::string> problem = check_fact_range(fact, value.literal);
    if (!problem) return;
    loader_.findings.error("out-of-range", entry,
                           fmt::format("this {}, which '{}' does not allow", *problem, fact.name));
  }

  void read_clear(const DocPlace& place) {
    for (FactIndex fact : resolve_all(loader_.findings, loader_.names.facts, place)) {
      add(ActionKind::kClear, place).fact = fact;
    }
  }

  void read_start(const DocPlace& place) {
    Fields fields(loader_.findings, place, MapKind::kStart);
    std::optional<std::string> name = read_text(loader_.findings, fields["ruleset"]);
    if (name) add(ActionKind::kStart, place).ruleset = *name;
  }

  void read_host(const DocPlace& place) {
    ActionIndex index = loader_.names.actions.find(place.key->text);
    if (index == kNone) return report_unknown(place);
    if (is_blank(place)) {
      loader_.findings.error_at_head(
          "missing-value", place,
          fmt::format("give '{}' its parameters, or {{}} where it has none", place.key->text));
      return;
    }
    const ActionDeclaration& declaration = loader_.ruleset.actions[index];
    std::vector<DocPlace> entries = read_entries(loader_.findings, place);
    if (!place.node->is_map()) return;
    std::vector<Template> arguments = read_arguments(
        loader_, place, entries, declaration.parameters, declaration.name, scope_, read_argument);
    Action& action = add(ActionKind::kHost, place);
    action.declaration = index;
    action.arguments = std::move(arguments);
  }

  void report_unknown(const DocPlace& place) {
    std::vector<std::string> names = loader_.names.actions.names();
    names.insert(names.end(), {"set", "clear", "start"});
    loader_.findings.unknown("unknown-name", place.key->range, place.path,
                             fmt::format("there is no action '{}'", place.key->text),
                             place.key->text, names);
  }

  Action& add(ActionKind kind, const DocPlace& place) {
    Action& action = actions_.emplace_back();
    action.kind = kind;
    action.location = location_of(place);
    return action;
  }

  Loader& loader_;
  const Scope& scope_;
  const ActionRules& rules_;
  std::vector<Action> actions_;
};

}  // namespace

std::vector<Action> read_actions(Loader& loader, const DocPlace& set, const DocPlace& list,
                                 const Scope& scope, const ActionRules& rules) {
  ActionReader reader(loader, scope, rules);
  reader.read_set(set);
  reader.read_list(list);
  return reader.take();
}

void load_actions(Loader& loader, const DocPlace& section) {
  for (const DocPlace& place : read_entries(loader.findings, section)) {
    check_name(loader.findings, place.key->range, place.path, place.key->text);
    loader.names.actions.add(place, place.key->text);
    ActionDeclaration& action = loader.ruleset.actions.emplace_back();
    action.name = place.key->text;
    action.location = location_of(place);
    action.parameters = read_parameters(loader, place);
    if (find_key(form_of(MapKind::kActionItem), action.name) == nullptr) continue;
    loader.findings.error_at_head(
        "invalid-name", place,
        fmt::format("'{}' is a built-in action. Choose another name", action.name));
  }
}

}  // namespace stagegraph::ruleset
