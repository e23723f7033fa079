// SPDX-License-Identifier: Apache-2.0
#include "cli/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/due_budget.h"
#include "cli/due_queue.h"
#include "cli/events_file.h"
#include "cli/messages.h"
#include "cli/quota_book.h"
#include "cli/records_file.h"

namespace stagegraph::cli {

namespace {

class Player {
 public:
  Player(const stg::Ruleset& rules, const PlayOptions& options, PlayListener& listener,
         Problems& problems, Progress& progress)
      : rules_(rules),
        options_(options),
        listener_(listener),
        problems_(problems),
        progress_(progress),
        until_(options.until.empty() ? stg::kNever : rules_.parse_time(options.until)),
        context_(rules_),
        clock_(rules_),
        budget_(options.max_due),
        quotas_(rules_, {&context_, &clock_}) {}

  Played run() {
    played_.is_stopped = !play_all();
    return std::move(played_);
  }

 private:
  // False where a bad row stops it.
  bool play_all() {
    const TableOptions table{options_.ignore_columns, options_.max_bytes};
    if (!options_.records.empty()) {
      read_records(rules_, options_.records, table, options_.new_records, played_.records,
                   problems_, progress_);
    }
    EventsFile events(rules_, options_.events, table);
    const std::vector<EventsFile::Place> places =
        events.order(played_.records, problems_, progress_);
    if (must_stop()) return false;
    const stg::Instant last = places.empty() ? until_ : std::min(places.back().at, until_);
    listener_.begins(until_ == stg::kNever ? last : until_);
    begin_records(places.empty() ? 0 : places.front().at - 1);
    if (!deliver_all(events, places)) return false;
    end(last);
    return !must_stop();
  }

  // False where a bad row stops the run.
  bool deliver_all(EventsFile& events, const std::vector<EventsFile::Place>& places) {
    progress_.begin("delivering", "events");
    for (size_t i = 0; i < places.size(); ++i) {
      progress_.step([&] { return static_cast<double>(i) / static_cast<double>(places.size()); });
      deliver(events, places[i]);
      if (must_stop()) return false;
    }
    return true;
  }

  // Lets time pass after the last event.
  void end(stg::Instant last) {
    if (until_ == stg::kNever) return;
    progress_.begin("deciding", "due things");
    auto next = queue_.take(until_);
    const stg::Instant from = next ? std::min(last, next->second) : last;
    for (; next; next = queue_.take(until_)) {
      progress_.step([&] { return share_of_time(from, next->second); });
      try_to_advance(next->first, next->second);
    }
    for (size_t place = 0; place < played_.records.all().size(); ++place) {
      try_to_advance(place, until_);
    }
  }

  double share_of_time(stg::Instant from, stg::Instant now) const {
    const auto begin = static_cast<double>(from);
    return (static_cast<double>(now) - begin) / (static_cast<double>(until_) - begin + 1);
  }

  bool must_stop() const {
    if (!options_.strict || !problems_.any()) return false;
    say("stagegraph: stopped at a bad row, as --strict says\n");
    return true;
  }

  void deliver(EventsFile& events, const EventsFile::Place& place) {
    if (place.at > until_) {
      ++played_.events_after;
      return;
    }
    // At one instant events go before deadlines: time passes up to just before it, for every
    // record, so that quotas count what is true then.
    let_time_pass(place.at - 1);
    const size_t before = played_.records.all().size();
    try {
      const Delivery delivery = events.read(place, context_);
      const bool is_new = played_.records.find(delivery.record) == nullptr;
      const size_t number = is_new ? start(delivery) : place_of(delivery.record);
      advance(number, delivery.at - 1);  // what is not due at an instant: `auto`
      const stg::Record& record = played_.records.all()[number];
      if (quotas_.is_empty()) {
        decide(delivery, record);
        if (is_new) listener_.decides(begun_);
        keep(number, decision_);
      } else {
        const stg::Record asked = asked_about(events, delivery, record);
        decide(delivery, record);
        if (is_new) listener_.decides(begun_);
        if (uses_up(decision_.outcome())) quotas_.note(delivery.event, asked, delivery.at);
        keep(number, decision_);
      }
      budget_.renew(number);
      ++played_.events;
    } catch (const stg::Error& error) {
      problems_.add(events.path(), place.line, error);
      if (played_.records.all().size() > before) withdraw_last();
    }
  }

  // A record does not start with an event that cannot be decided.
  void withdraw_last() {
    const size_t place = played_.records.all().size() - 1;
    queue_.put(place, stg::kNever);
    budget_.renew(place);
    quotas_.forget(place);
    played_.records.remove_last();
  }

  // The record with what the event carries: a key of a quota may be among that. Tells the context
  // how much of each quota is in use.
  stg::Record asked_about(const EventsFile& events, const Delivery& delivery,
                          const stg::Record& record) {
    stg::Record asked(record);
    if (delivery.event != stg::kNone) events.set_carried_facts(asked);
    quotas_.tell(record, delivery.at);
    quotas_.tell(asked, delivery.at);
    return asked;
  }

  // What was denied or refused uses nothing up.
  static bool uses_up(stg::Outcome outcome) {
    return outcome == stg::Outcome::kMoved || outcome == stg::Outcome::kStayed ||
           outcome == stg::Outcome::kPending;
  }

  void decide(const Delivery& delivery, const stg::Record& record) {
    if (delivery.event != stg::kNone) {
      decision_.decide(record, delivery.event, delivery.at, context_, delivery.payload);
    } else if (delivery.whole != nullptr) {
      decision_.decide(record, *delivery.whole, context_);
    } else if (delivery.approves) {
      decision_.approve(record, delivery.of, delivery.at, context_);
    } else {
      decision_.reject(record, delivery.of, delivery.at, context_);
    }
  }

  size_t place_of(std::string_view id) {
    return static_cast<size_t>(played_.records.find(id) - played_.records.all().data());
  }

  // Makes the event's record, which begins. That is written once the event is decided.
  size_t start(const Delivery& delivery) {
    stg::Record record(rules_, delivery.record, delivery.at);
    begun_.begin(record, delivery.at, context_);
    record.apply(begun_);
    played_.records.add(std::move(record));
    const size_t number = place_of(delivery.record);
    look_at(number, delivery.at);
    return number;
  }

  // Records of earlier versions are migrated before anything happens to anybody.
  void begin_records(stg::Instant now) {
    for (size_t place = 0; place < played_.records.all().size(); ++place) {
      const stg::Record& record = played_.records.all()[place];
      if (options_.migrate && !is_current(record)) {
        migrate(place, now);
      } else {
        look_at(place, record.entered(record.stage()));
      }
    }
  }

  void migrate(size_t place, stg::Instant now) {
    try {
      decision_.migrate(played_.records.all()[place].to_json(), now, context_);
      keep(place, decision_);
    } catch (const stg::Error& error) {
      problems_.add(played_.records.all()[place].id(), error);
    }
  }

  bool is_current(const stg::Record& record) const {
    return record.behaviour() == rules_.behaviour();
  }

  // Everything that comes due up to `limit`, whatever its record, in the order of time.
  void let_time_pass(stg::Instant limit) {
    while (auto next = queue_.take(limit)) try_to_advance(next->first, next->second);
  }

  void try_to_advance(size_t place, stg::Instant now) {
    try {
      advance(place, now);
    } catch (const stg::Error& error) {
      problems_.add(played_.records.all()[place].id(), error);
    }
  }

  void advance(size_t place, stg::Instant now) {
    bool is_done = false;
    while (!is_done) {
      const stg::Record& record = played_.records.all()[place];
      if (budget_.is_spent(place) && record.next_due() <= now) return give_up(place);
      if (!quotas_.is_empty()) quotas_.tell(record, now);
      listener_.advancing();
      is_done = take_due(place, now);
      for (uint32_t i = 0; i < due_.size(); ++i) keep_due(place, due_[i]);
      listener_.advanced(now);
    }
  }

  // False: more is due than one call takes.
  bool take_due(size_t place, stg::Instant now) {
    try {
      due_.advance(played_.records.all()[place], now, clock_);
      return true;
    } catch (const stg::Error& error) {
      if (error.status() != stg::Status::kLimitExceeded || due_.empty()) throw;
      return false;
    }
  }

  // The record stays as it is, and the others go on.
  void give_up(size_t place) {
    if (!budget_.give_up(place)) return;
    const stg::Record& record = played_.records.all()[place];
    problems_.add(
        record.id(),
        fmt::format("{} things came due since its last event, which took {} steps. It stays as it "
                    "is at {}. Look for deadlines that lead to each other, or give more by "
                    "--max-due",
                    budget_.decisions(place), budget_.steps(place),
                    rules_.format_time(record.next_due())));
  }

  void keep_due(size_t place, const stg::DecisionView& decision) {
    budget_.spend(place, decision);
    for (const stg::Reason& reason : decision.reasons()) {
      if (reason.code == "endless") problems_.add(decision.record_id(), reason.text);
    }
    if (decision.outcome() == stg::Outcome::kMigrationRequired) {
      problems_.add(decision.record_id(),
                    "another version of the rules decided it last. --migrate puts it under these");
    }
    keep(place, decision);
  }

  void keep(size_t place, const stg::DecisionView& decision) {
    played_.records.all()[place].apply(decision);
    look_at(place, decision.at());
    listener_.decides(decision);
  }

  // A record is new or has changed.
  void look_at(size_t place, stg::Instant now) {
    const stg::Record& record = played_.records.all()[place];
    // What another version decided last comes due, and counts, under that version.
    if (!is_current(record)) return queue_.put(place, stg::kNever);
    queue_.put(place, record.next_due());
    quotas_.recount(record, place, now);
  }

  const stg::Ruleset& rules_;
  const PlayOptions& options_;
  PlayListener& listener_;
  Problems& problems_;
  Progress& progress_;
  stg::Instant until_;
  stg::Context context_;  // of events
  stg::Context clock_;    // of what comes due: nobody sends it
  Played played_;
  DueQueue queue_;
  DueBudget budget_;
  QuotaBook quotas_;
  stg::Decision begun_;
  stg::Decision decision_;
  stg::Decisions due_;
};

}  // namespace

Played play(const stg::Ruleset& rules, const PlayOptions& options, PlayListener& listener,
            Problems& problems, Progress& progress) {
  return Player(rules, options, listener, problems, progress).run();
}

}  // namespace stagegraph::cli
