// SPDX-License-Identifier: Apache-2.0
// Three steps: the record's JSON is put in the names of this version, read as one of this version,
// and what depends on time follows in a step of its own. Questions are collected over all three.
#include "migrate/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "engine/json/fields.h"
#include "engine/json/record_read.h"
#include "engine/record/typing.h"
#include "engine/step.h"
#include "migrate/answers.h"
#include "migrate/old_facts.h"
#include "migrate/retime.h"
#include "migrate/rewrite.h"

namespace stagegraph::migrate {

using namespace time;
using namespace ruleset;
using namespace engine;

namespace {

Error unanswered(std::string_view id, const std::vector<Question>& questions) {
  Error error{Status::kUnanswered,
              fmt::format("record '{}' cannot be migrated. {}: {}", id, questions[0].member,
                          questions[0].text),
              {}};
  if (questions.size() > 1) error.message += fmt::format(". And {} more", questions.size() - 1);
  for (const Question& question : questions) {
    Diagnostic diagnostic;
    diagnostic.code = "unanswered";
    diagnostic.path = question.member;
    diagnostic.message = question.text;
    error.diagnostics.push_back(std::move(diagnostic));
  }
  return error;
}

class Migration {
 public:
  Migration(const std::shared_ptr<const Ruleset>& shared, const Json& json, Context& context,
            Decision& decision)
      : shared_(shared),
        ruleset_(*shared),
        json_(json),
        context_(context),
        decision_(decision),
        id_(member(json, "id", Json::Kind::kString).text),
        version_(member(json, "ruleset", Json::Kind::kObject)) {}

  Expected<Done> run(Instant now) {
    if (id_.empty()) refuse("'id' is empty");
    const std::string& name = member(version_, "name", Json::Kind::kString).text;
    if (name != ruleset_.name) {
      return Error{
          Status::kWrongRuleset,
          fmt::format("record '{}' belongs to ruleset '{}', not to '{}'", id_, name, ruleset_.name),
          {}};
    }
    const std::string& behaviour = member(version_, "behaviour", Json::Kind::kString).text;
    if (behaviour == ruleset_.behaviour) return keep(now);
    const Answers answers(ruleset_, member(version_, "version", Json::Kind::kString).text,
                          behaviour);
    Rewritten rewritten = rewrite(ruleset_, answers, json_);
    if (!rewritten.questions.empty()) return unanswered(id_, rewritten.questions);
    Expected<Record> read = read_record(shared_, rewritten.json);
    if (!read) return read.error();
    return follow(*read, behaviour, answers, rewritten, now);
  }

 private:
  // It is of this version already.
  Expected<Done> keep(Instant now) {
    Expected<Record> read = read_record(shared_, json_);
    if (!read) return read.error();
    start(*read, ruleset_.behaviour, now);
    return Done{};
  }

  void start(const Record& before, std::string_view behaviour, Instant now) {
    begin(before, now, decision_);
    decision_.cause = {.kind = CauseKind::kMigration,
                       .migrated_from = decision_.arena.copy(behaviour)};
  }

  Expected<Done> follow(const Record& before, std::string_view behaviour, const Answers& answers,
                        Rewritten& rewritten, Instant now) {
    start(before, behaviour, now);
    Step step(before, context_, decision_);
    decision_.outcome = Outcome::kStayed;
    enter_groups();
    give_defaults(rewritten);
    give_values(answers, step, rewritten);
    restore_changes(before);
    if (is_whole()) retime(step, rewritten.timers, rewritten.notes, rewritten.questions);
    if (!rewritten.questions.empty()) return unanswered(id_, rewritten.questions);
    step.commit(true, {});
    for (FactIndex fact : ruleset_.facts.indices()) {
      if (!is_same(before.fact(fact), decision_.record.fact(fact))) decision_.set.push_back(fact);
    }
    for (const Note& note : rewritten.notes) {
      decision_.reasons.push_back({note.code, decision_.arena.copy(note.text)});
    }
    return Done{};
  }

  bool is_whole() const { return json_.find("clock") != nullptr; }

  // A group around the record's stage that is new to it was entered with the stage.
  void enter_groups() {
    Record& record = decision_.record;
    const StageMark leaf = record.marks()[record.stage];
    const Instant entered = leaf.visits == 0 ? decision_.at : leaf.entered();
    for (StageIndex s = record.stage; s != kNone; s = ruleset_.stages[s].parent) {
      if (record.marks()[s].visits == 0) record.mark(s) = StageMark(entered, 1);
    }
  }

  // A fact that the record did not know of begins as it does in a new record.
  void give_defaults(const Rewritten& rewritten) {
    if (!is_whole()) return;  // reading it has done so
    for (FactIndex fact : ruleset_.facts.indices()) {
      const Fact& declared = ruleset_.facts[fact];
      if (!declared.has_default) continue;
      if (std::find(rewritten.facts.begin(), rewritten.facts.end(), fact) != rewritten.facts.end())
        continue;
      (void)decision_.record.set_fact(fact, declared.default_value);  // in range, as it was loaded
    }
  }

  // What the migration writes is no change by hand: nothing that waits becomes void.
  void restore_changes(const Record& before) {
    decision_.record.forget_changes();
    for (FactIndex fact : ruleset_.facts.indices()) {
      if (before.is_changed(fact)) decision_.record.mark_changed(fact);
    }
  }

  void give_values(const Answers& answers, Step& step, Rewritten& rewritten) {
    if (answers.fact_values().empty()) return;
    const Json* facts = json_.find("facts");
    step.evaluator().set_old(old_facts(facts == nullptr ? Json() : *facts, decision_.arena));
    for (const ruleset::Migration::FactAnswer& answer : answers.fact_values()) {
      const cel::Value value = step.evaluator().evaluate(answer.value);
      std::string problem;
      if (value.is_error()) {
        problem = value.as_error().message;
      } else if (value.is_unknown()) {
        decision_.record.clear_fact(answer.fact);
      } else if (auto set = decision_.record.set_fact(answer.fact, value); !set) {
        problem = set.error().message;
      }
      if (problem.empty()) continue;
      rewritten.questions.push_back({"facts." + ruleset_.facts[answer.fact].name,
                                     "its value in 'migrate' fails: " + problem});
    }
    step.evaluator().changed();
  }

  const std::shared_ptr<const Ruleset>& shared_;
  const Ruleset& ruleset_;
  const Json& json_;
  Context& context_;
  Decision& decision_;
  const std::string& id_;
  const Json& version_;
};

}  // namespace

Expected<Done> migrate(const std::shared_ptr<const Ruleset>& ruleset, std::string_view record,
                       Instant now, Context& context, Decision& decision) {
  Expected<Json> json = parse_json(record);
  if (!json) return json.error();
  try {
    check_format(expect(*json, Json::Kind::kObject, "the record"));
    return Migration(ruleset, *json, context, decision).run(now);
  } catch (const Unreadable& unreadable) {
    return unreadable.error;
  }
}

}  // namespace stagegraph::migrate
