// Actions: those that the host declares, and lists of things to do.
#include <fmt/format.h>

#include <algorithm>

#include "ruleset/load/loader.h"
#include "ruleset/reading/prose.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

namespace {

// What the host is told may be a text for people. All languages are compiled, so that one which
// nobody has asked for yet has no mistakes; one is kept.
std::optional<Template> read_argument(Loader& loader, const Spot& spot, const cel::Type& type,
                                      const Scope& scope) {
  if (type.kind != cel::TypeKind::kString || !spot.node->is_map()) {
    return read_template(loader, spot, type, scope);
  }
  const Spot chosen = choose_translation(loader.findings, spot, loader.language);
  if (!chosen) return std::nullopt;
  std::optional<Template> kept;
  for (const Spot& text : read_entries(loader.findings, spot)) {
    std::optional<Template> value = read_template(loader, text, type, scope);
    if (text.node == chosen.node) kept = std::move(value);
  }
  return kept;
}

class ActionReader {
 public:
  ActionReader(Loader& loader, const Scope& scope, const ActionRules& rules)
      : loader_(loader), scope_(scope), rules_(rules) {}

  void read_set(const Spot& spot) {
    for (const Spot& entry : read_entries(loader_.findings, spot)) {
      FactIndex fact = resolve_key(loader_.findings, loader_.names.facts, entry);
      if (fact == kNone) continue;
      add_set(entry, fact);
    }
  }

  void read_list(const Spot& list) {
    for (const Spot& item : read_items(loader_.findings, list)) read_item(item);
  }

  std::vector<Action> take() { return std::move(actions_); }

 private:
  void read_item(const Spot& item) {
    Fields fields(loader_.findings, item, MapKind::kActionItem);
    if (!fields.is_map()) return;
    if (item.node->entries.size() != 1) {
      loader_.findings.error("wrong-shape", item,
                             "write one action an item: each with a dash of its own");
      return;
    }
    read_own(fields["set"], &ActionReader::read_set);
    read_own(fields["clear"], &ActionReader::read_clear);
    read_own(fields["start"], &ActionReader::read_start);
    for (const Spot& action : fields.others()) read_host(action);
  }

  // Actions on the record itself.
  void read_own(const Spot& spot, void (ActionReader::*read)(const Spot&)) {
    if (!spot) return;
    if (!rules_.host_only) return (this->*read)(spot);
    loader_.findings.error_at_head(
        "not-allowed-here", spot,
        fmt::format("a reminder cannot '{}': the record must not depend on when somebody looked "
                    "at the clock; use an action of the host, or another deadline",
                    spot.key->text));
  }

  void add_set(const Spot& entry, FactIndex index) {
    const Fact& fact = loader_.ruleset.facts[index];
    std::optional<Template> value = read_template(loader_, entry, fact.type, scope_);
    if (!value) return;
    check_range(entry, fact, *value);
    Action& action = add(ActionKind::kSet, entry);
    action.fact = index;
    action.arguments.push_back(std::move(*value));
  }

  void check_range(const Spot& entry, const Fact& fact, const Template& value) {
    if (value.kind != Template::Kind::kLiteral) return;
    std::optional<std::string> problem = check_fact_range(fact, value.literal);
    if (!problem) return;
    loader_.findings.error("out-of-range", entry,
                           fmt::format("this {}, which '{}' does not allow", *problem, fact.name));
  }

  void read_clear(const Spot& spot) {
    for (FactIndex fact : resolve_all(loader_.findings, loader_.names.facts, spot)) {
      add(ActionKind::kClear, spot).fact = fact;
    }
  }

  void read_start(const Spot& spot) {
    Fields fields(loader_.findings, spot, MapKind::kStart);
    std::optional<std::string> name = read_text(loader_.findings, fields["ruleset"]);
    if (name) add(ActionKind::kStart, spot).ruleset = *name;
  }

  void read_host(const Spot& spot) {
    ActionIndex index = loader_.names.actions.find(spot.key->text);
    if (index == kNone) return report_unknown(spot);
    if (is_blank(spot)) {
      loader_.findings.error_at_head(
          "missing-value", spot,
          fmt::format("give '{}' its parameters, or {{}} where it has none", spot.key->text));
      return;
    }
    const ActionDeclaration& declaration = loader_.ruleset.actions[index];
    std::vector<Spot> entries = read_entries(loader_.findings, spot);
    if (!spot.node->is_map()) return;
    std::vector<Template> arguments = read_arguments(loader_, spot, entries, declaration.parameters,
                                                     declaration.name, scope_, read_argument);
    Action& action = add(ActionKind::kHost, spot);
    action.declaration = index;
    action.arguments = std::move(arguments);
  }

  void report_unknown(const Spot& spot) {
    std::vector<std::string> names = loader_.names.actions.names();
    names.insert(names.end(), {"set", "clear", "start"});
    loader_.findings.unknown("unknown-name", spot.key->range, spot.path,
                             fmt::format("there is no action '{}'", spot.key->text), spot.key->text,
                             names);
  }

  Action& add(ActionKind kind, const Spot& spot) {
    Action& action = actions_.emplace_back();
    action.kind = kind;
    action.location = location_of(spot);
    return action;
  }

  Loader& loader_;
  const Scope& scope_;
  const ActionRules& rules_;
  std::vector<Action> actions_;
};

}  // namespace

std::vector<Action> read_actions(Loader& loader, const Spot& set, const Spot& list,
                                 const Scope& scope, const ActionRules& rules) {
  ActionReader reader(loader, scope, rules);
  reader.read_set(set);
  reader.read_list(list);
  return reader.take();
}

void load_actions(Loader& loader, const Spot& section) {
  for (const Spot& spot : read_entries(loader.findings, section)) {
    check_name(loader.findings, spot.key->range, spot.path, spot.key->text);
    loader.names.actions.add(spot, spot.key->text);
    ActionDeclaration& action = loader.ruleset.actions.emplace_back();
    action.name = spot.key->text;
    action.location = location_of(spot);
    action.parameters = read_parameters(loader, spot);
    if (find_key(form_of(MapKind::kActionItem), action.name) == nullptr) continue;
    loader.findings.error_at_head(
        "invalid-name", spot,
        fmt::format("'{}' is an action of the engine's own: choose another name", action.name));
  }
}

}  // namespace stagegraph::ruleset
