// SPDX-License-Identifier: Apache-2.0
// Nothing is read from a file while deciding. The calls run in a child process in which the kernel
// ends whoever opens a file. Rules are loaded before that, and nothing else: what a first call would
// load later is found too.
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "stagegraph/stagegraph.hpp"

namespace {

#if defined(__x86_64__)
constexpr uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kMachine = AUDIT_ARCH_AARCH64;
#endif

constexpr sock_filter kEnd = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);

constexpr sock_filter load_word(size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset));
}

// Goes on with the next instruction where the word is `value`, and else skips it.
constexpr sock_filter if_equal(uint32_t value) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
}

// From now on this process ends by SIGSYS when it opens a file. False where the kernel cannot.
bool forbid_files() {
  sock_filter filter[] = {
      load_word(offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0),
      kEnd,
      load_word(offsetof(seccomp_data, nr)),
#ifdef SYS_open
      if_equal(SYS_open),
      kEnd,
      if_equal(SYS_creat),
      kEnd,
#endif
      if_equal(SYS_openat),
      kEnd,
#ifdef SYS_openat2
      if_equal(SYS_openat2),
      kEnd,
#endif
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog program = {sizeof filter / sizeof *filter, filter};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

constexpr int kFine = 0;
constexpr int kWrong = 1;
constexpr int kCannotForbid = 2;

// How a child ends that may open no file and runs `body`.
template <typename Body>
int without_files(Body body) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (!forbid_files()) _exit(kCannotForbid);
    _exit(body() ? kFine : kWrong);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return status;
}

bool ended_well(int status) { return WIFEXITED(status) && WEXITSTATUS(status) == kFine; }

constexpr std::string_view kRules = R"(
stagegraph: 1
name: zones
time_zone: Europe/Berlin
time_zones: [Asia/Kathmandu]
roles: [sales]
calendars: { office: { week: { mon-fri: ["09:00-17:00"] } } }
calendar: office
facts:
  owner: string
  zone: string
  place: { type: enum, values: [America/New_York, Pacific/Apia] }
  since: timestamp
  note: string
  words: list(string)
events:
  look: { by: sales, carries: { why: string } }
  rest: {}
actions: { tell: { what: string, hour: int } }
tables:
  zones:
    gives: { zone: string }
    rows:
      - { when: owner == "wu", zone: Africa/Lagos }
      - { when: owner != "wu", zone: UTC }
quotas:
  looks: { per: owner, at_most: 5, events: [look], window: 1 day }
stages:
  open:
    events:
      look:
        when: now.getHours(zone) >= 0 && now.getHours(string(place)) >= 0
        set: { since: '${now}', note: 'at ${now}, ${event.why}' }
        do:
          - tell: { what: 'hour ${now.getHours("Asia/Tokyo")}', hour: '${now.getHours("+05:30")}' }
        quota: looks
      rest: { to: idle }
    deadlines:
      soon:
        within: 8 business hours
        remind: [{ at: 50%, do: [{ tell: { what: soon, hour: 1 } }] }]
        to: idle
  idle: {}
)";

struct Scene {
  stg::Ruleset rules = stg::Ruleset::load_text(kRules, "zones.yaml");
  stg::Expression expression{"t.getHours(zone) + t.getHours('Asia/Tokyo')",
                             R"({"t": "timestamp", "zone": "string"})", &options()};

  static const stg::Options& options() {
    static const stg::Options options =
        stg::Options().set(STG_OPTION_TIME_ZONES, "Asia/Kolkata, UTC");
    return options;
  }
};

stg::Record make_record(const stg::Ruleset& rules) {
  return stg::Record::from_json(
      rules,
      R"({"id": "A-17", "stage": "open", "entered": "2026-03-02T10:00", "facts": {"owner": "wu",
          "zone": "Asia/Kathmandu", "place": "Pacific/Apia", "words": ["a", "b"]}})");
}

// Every call that decides or reads and writes what decisions are made of.
bool play(const Scene& scene) {
  const stg::Ruleset& rules = scene.rules;
  stg::Record record = make_record(rules);
  stg::Context context(rules);
  context.set_trace(true);
  const auto key = stg::quota_key(rules, *rules.quota_index("looks"), record);
  if (!key) return false;
  context.set_counter(*rules.quota_index("looks"), *key, 1);
  const stg::Event event(
      rules, R"({"event": "look", "at": "2026-03-02T11:00", "actor": "wu", "roles": ["sales"],
                 "payload": {"why": "asked"}})");
  stg::Decision decision;
  decision.decide(record, event, context);
  if (decision.outcome() != stg::Outcome::kStayed || decision.to_json().empty()) return false;
  record.apply(decision);
  const stg::Decisions later = stg::advance(record, rules.parse_time("2026-03-09T10:00"), context);
  if (later.empty()) return false;
  const stg::Evaluated row =
      stg::evaluate_table(*rules.table_index("zones"), record, record.next_due(), context);
  const stg::Evaluated hours =
      scene.expression.evaluate(R"({"t": "2026-03-02T11:00:00Z", "zone": "Asia/Kolkata"})");
  return stg::Record::from_json(rules, record.to_json()).to_json() == record.to_json() &&
         row.result == stg::Result::kValue && hours.json == "36";
}

}  // namespace

TEST_CASE("a process without files cannot open one") {
  const int status = without_files([] { return std::fopen("/dev/null", "r") != nullptr; });
  REQUIRE_FALSE((WIFEXITED(status) && WEXITSTATUS(status) == kCannotForbid));
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGSYS);
}

TEST_CASE("nothing opens a file while it decides") {
  const Scene scene;
  CHECK(ended_well(without_files([&] { return play(scene); })));
}

TEST_CASE("a zone that was not loaded is not looked for") {
  const Scene scene;
  const int status = without_files([&] {
    stg::Record record = make_record(scene.rules);
    record.set_string(scene.rules.fact("zone"), "Australia/Perth");
    stg::Context context(scene.rules);
    context.set_actor("wu", {"sales"});
    const stg::Decision decision = stg::decide(record, scene.rules.event("look"), 0, context);
    const std::string json = decision.to_json();
    return decision.outcome() == stg::Outcome::kError &&
           json.find("the time zone 'Australia/Perth' is not among") != std::string::npos;
  });
  CHECK(ended_well(status));
}
