// SPDX-License-Identifier: Apache-2.0
// Any bytes as a whole run of the command: a line of options, then a file of records and a file of
// events, with a line "====" between them. Whatever they hold,
//   - the run ends, with a status that the documents name,
//   - the decisions appear whole or not at all, one JSON object a line, each record among them can
//     be read, and its sequence goes up,
//   - the same run writes the same bytes again.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "cli/arguments.h"
#include "cli/files.h"
#include "stagegraph/stagegraph.hpp"

namespace {

namespace fs = std::filesystem;
using namespace stagegraph;

constexpr std::string_view kRules = R"yaml(
stagegraph: 1
name: run
time_zone: Asia/Shanghai
calendar: office
calendars: { office: { week: { mon-fri: ["09:00-18:00"] } } }
roles: [boss]
facts:
  owner: string
  calls: { type: int, default: 0, min: 0, max: 99 }
  day: date
  flag: bool
events:
  call: { carries: [owner] }
  lost: { carries: [{ why: string }] }
  ask: {}
  plan: { order: newest_wins, carries: [day] }
actions: { notify: { to: string } }
quotas: { longer: { per: owner, at_most: 2, counts: 'extensions("sql.week") > 0' } }
cadences:
  nurture: { steps: [{ after: 1 day, via: [mail], script: hello }], stop_after: [call] }
contact: { at_most: 2, window: 7 days, quiet_hours: "21:00-09:00", channels: { mail: 'true' } }
stages:
  mql: { events: { call: { to: sql, set: { calls: '${calls + 1}' } }, plan: {} }, cadence: nurture }
  sql:
    events:
      lost: { to: mql, approval: { by: boss, within: 2 days } }
      ask: {}
    deadlines:
      week:
        within: 5 business days
        to: mql
        pause_while: flag
        remind: [{ at: 50%, do: [{ notify: { to: '${owner}' } }] }]
        extend: { request: ask, approve_by: boss, add: 1 business day, at_most: 2, quota: longer }
      planned: { before: 1 day, of: day, do: [{ notify: { to: x } }] }
    auto: [{ when: calls > 90, to: won }]
  won: { final: true }
)yaml";

[[noreturn]] void die(const char* what, const std::string& text) {
  std::fprintf(stderr, "%s\n%s\n", what, text.c_str());
  std::abort();
}

// A folder of its own for each process, in memory where that is known.
class Folder {
 public:
  Folder() {
    const fs::path base = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    std::string name = base / "stagegraph-run-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) die("no folder for the files", name);
    path_ = name;
    std::ofstream(path_ / "rules.yaml") << kRules;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

const fs::path& folder() {
  static const Folder made;
  return made.path();
}

std::string write_file(const char* name, std::string_view text) {
  std::ofstream(folder() / name, std::ios::binary) << text;
  return folder() / name;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The messages of a run are many, and say nothing about the fuzzer.
class Silence {
 public:
  Silence() : kept_(dup(STDERR_FILENO)), nothing_(open("/dev/null", O_WRONLY)) {
    dup2(nothing_, STDERR_FILENO);
  }
  ~Silence() {
    dup2(kept_, STDERR_FILENO);
    close(kept_);
    close(nothing_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int kept_;
  int nothing_;
};

std::string_view take_part(std::string_view& rest, std::string_view separator) {
  const size_t at = rest.find(separator);
  const std::string_view part = rest.substr(0, at);
  rest = at == rest.npos ? std::string_view() : rest.substr(at + separator.size());
  return part;
}

// Letters stand for options; the file's form follows from its name.
cli::RunArguments arguments_of(std::string_view data) {
  const std::string_view options = take_part(data, "\n");
  const auto has = [&](char letter) { return options.find(letter) != options.npos; };
  cli::RunArguments arguments;
  arguments.rules = folder() / "rules.yaml";
  const std::string_view records = take_part(data, "====\n");
  if (!has('r')) {
    arguments.records = write_file(has('j') ? "records.jsonl" : "records.csv", records);
  }
  arguments.events = write_file(has('J') ? "events.jsonl" : "events.csv", data);
  arguments.out = folder() / "out.jsonl";
  arguments.until = has('u') ? "2026-06-01" : "";
  arguments.new_records = has('n');
  arguments.strict = has('s');
  arguments.ignore_columns = has('i');
  arguments.keep_going = has('k');
  arguments.migrate = has('m');
  arguments.quiet = true;
  arguments.max_bytes = 1 << 20;
  return arguments;
}

// What the run wrote, or nothing where it refused its input.
std::string output_of(const cli::RunArguments& arguments) {
  fs::remove(arguments.out);
  int status = cli::kFine;
  try {
    const Silence silence;
    status = cli::run(arguments);
  } catch (const cli::Unusable&) {
    if (fs::exists(arguments.out)) die("refused, and yet there are decisions", "");
    return {};
  } catch (const stg::Error&) {
    return {};
  }
  // A bad row stops a strict run.
  if (status > (arguments.strict ? cli::kBadUse : cli::kNo)) die("an unknown status", "");
  const std::string text = read_file(arguments.out);
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().filename().string().find(".tmp") != std::string::npos) {
      die("a file is left over", entry.path());
    }
  }
  return text;
}

// The new record of a decision is the last member of its line.
std::string_view record_in(std::string_view line) {
  constexpr std::string_view kMember = "\"new_record\":{";
  const size_t at = line.rfind(kMember);
  if (at == line.npos || line.back() != '}') die("no record in a decision", std::string(line));
  return line.substr(at + kMember.size() - 1, line.size() - 1 - (at + kMember.size() - 1));
}

void check_lines(std::string_view text) {
  static const stg::Ruleset rules = stg::Ruleset::load_file((folder() / "rules.yaml").string());
  if (!text.empty() && text.back() != '\n') die("half a line", std::string(text));
  std::map<std::string, int64_t, std::less<>> sequences;
  while (!text.empty()) {
    const std::string_view line = take_part(text, "\n");
    const stg::Record record = stg::Record::from_json(rules, record_in(line));
    if (record.to_json() != record_in(line))
      die("a record reads back otherwise", std::string(line));
    int64_t& last = sequences[std::string(record.id())];
    if (record.sequence() < last) die("a sequence goes back", std::string(line));
    last = record.sequence();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const cli::RunArguments arguments = arguments_of({reinterpret_cast<const char*>(data), size});
  const std::string first = output_of(arguments);
  check_lines(first);
  if (output_of(arguments) != first) die("the same run decides otherwise", first);
  return 0;
}
