// SPDX-License-Identifier: Apache-2.0
// The command `stagegraph`: the command line, and what becomes of failures.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/completion.h"
#include "cli/diagnostics.h"
#include "cli/files.h"
#include "cli/manual.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/signals.h"
#include "cli/usage.h"
#include "stagegraph/stagegraph.hpp"

namespace stagegraph::cli {

namespace {

using Command = std::function<int()>;

CLI::App* add_command(CLI::App& app, const char* name, const char* what, const char* example) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer(std::string("Example:\n  ") + example);
  return command;
}

void add_format(CLI::App* command, bool& json) {
  command
      ->add_option_function<std::string>(
          "--format", [&json](const std::string& format) { json = format == "json"; },
          "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
}

void add_language(CLI::App* command, std::string& language) {
  command->add_option("--lang", language,
                      "The language of titles, reasons and texts, such as zh, where the ruleset "
                      "has several (default: en, or else the first)");
}

void add_run(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App* command = add_command(
      app, "run", "Deliver a file of events to a file of records and write the decisions",
      "stagegraph run rules.yaml --records leads.csv --events events.csv \\\n"
      "    --until 2026-12-31 --out decisions.jsonl");
  command->add_option("RULES", arguments->rules, "The ruleset")->required();
  command->add_option("--records", arguments->records,
                      "CSV or JSON Lines: id, stage, entered and a column per fact, or - for "
                      "standard input. An event for a record that is not in it is a bad row. "
                      "Without --records, each record starts with its first event");
  command
      ->add_option("--events", arguments->events,
                   "CSV or JSON Lines, or - for standard input: record, event and at. If wanted, "
                   "id, actor, roles (separated by semicolons), payload (JSON) and a column per "
                   "payload field. The events approve and reject (column `of`) decide what is "
                   "waiting. Delivered in the order of `at`, and of the file where that is the "
                   "same")
      ->required();
  command->add_option("--until", arguments->until,
                      "Let time pass until this instant after the last event. Later events are "
                      "not delivered");
  command->add_option("--out", arguments->out,
                      "Where the decisions go, one JSON object a line (default: standard output). "
                      "The file appears whole at the end, and is none of those that are read");
  command->add_flag("--new-records", arguments->new_records,
                    "A record that --records does not have starts with its first event, at the "
                    "initial stage. That of a bad row does not");
  command->add_flag(
      "--strict", arguments->strict,
      "Stop with status 2 where a row is bad, before anything is decided. Without it, "
      "bad rows are reported, counted and left out");
  command->add_flag("--ignore-columns", arguments->ignore_columns,
                    "Skip columns of CSV files that mean nothing to the ruleset or the event, and "
                    "those without a heading");
  command->add_flag("--migrate", arguments->migrate,
                    "Put records of earlier versions under this one before they are decided");
  command->add_flag("--keep-going", arguments->keep_going,
                    "Exit with 0 where bad rows were left out or records could not be advanced");
  command
      ->add_option("--max-bytes", arguments->max_bytes,
                   "Read no file of records or events that has more bytes (default: 536870912)")
      ->check(CLI::PositiveNumber);
  command
      ->add_option("--max-due", arguments->max_due,
                   "Let no more than this come due for a record between two of its events "
                   "(default: 10000)")
      ->check(CLI::PositiveNumber);
  command->add_flag("--quiet", arguments->quiet,
                    "Show neither the summary nor, on a terminal, how far the run is");
  add_format(command, arguments->json);
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return run(*arguments); }; });
}

void add_migrate(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<MigrateArguments>();
  CLI::App* command = add_command(app, "migrate", "Put records of earlier versions under this one",
                                  "stagegraph migrate rules.yaml --records leads.jsonl --dry-run");
  command->add_option("RULES", arguments->rules, "The ruleset to go on under")->required();
  command
      ->add_option("--records", arguments->records,
                   "The records as JSON Lines, as the library writes them, or - for standard input")
      ->required();
  command->add_option("--at", arguments->at,
                      "The instant of the migration (default: now). Nothing that it moves is due "
                      "before");
  command->add_option("--out", arguments->out,
                      "Where the records go, one a line (default: standard output). A record that "
                      "is refused is written as it was. The file appears whole at the end");
  command->add_flag("--dry-run", arguments->dry_run, "Write no records, only what would change");
  command->add_flag("--quiet", arguments->quiet, "Show neither the table nor how far it is");
  command
      ->add_option("--max-bytes", arguments->max_bytes,
                   "Read no file of records that has more bytes (default: 536870912)")
      ->check(CLI::PositiveNumber);
  add_format(command, arguments->json);
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return migrate(*arguments); }; });
}

void add_diff(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<DiffArguments>();
  CLI::App* command = add_command(
      app, "diff", "Tell what a new version of a ruleset changes, and for which records",
      "stagegraph diff old.yaml rules.yaml");
  command->add_option("OLD", arguments->before, "The earlier version")->required();
  command->add_option("NEW", arguments->after, "The later version")->required();
  command->add_option("--records", arguments->records,
                      "Records of the earlier version as JSON Lines: which of them would change "
                      "their stage, their due instant or an answer, if each event came now. With "
                      "--events as in run, CSV too");
  command->add_option("--at", arguments->at, "With --records, the instant (default: now)");
  command->add_option("--events", arguments->events,
                      "A history as run reads it: both versions side by side, and what differs");
  command->add_option("--until", arguments->until,
                      "With --events, let time pass until this instant after the last event");
  command->add_option("--out", arguments->out, "Where the report goes (default: standard output)");
  command->add_flag("--quiet", arguments->quiet, "Do not show, on a terminal, how far it is");
  command
      ->add_option("--max-bytes", arguments->max_bytes,
                   "Read no file of records or events that has more bytes (default: 536870912)")
      ->check(CLI::PositiveNumber);
  command->add_option("--format", arguments->format, "text (default), json or html")
      ->check(CLI::IsMember({"text", "json", "html"}));
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return diff(*arguments); }; });
}

void add_check(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = add_command(app, "check", "Report what is wrong with rulesets",
                                  "stagegraph check rules/b2b-trunk.yaml");
  command->add_option("RULES", arguments->rules, "Rulesets, or folders of them")->required();
  command->add_option("--against", arguments->against,
                      "The earlier version of the ruleset. What 'migrate' has still to say of its "
                      "records is reported too, with the lines to add");
  command->add_flag("--quiet", arguments->quiet, "Do not show, on a terminal, how far it is");
  add_format(command, arguments->json);
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return check(*arguments); }; });
}

void add_decide(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<DecideArguments>();
  CLI::App* command = add_command(
      app, "decide", "Decide one event for one record",
      "stagegraph decide rules.yaml --now 2026-03-02T11:00 \\\n"
      "    --record '{\"id\":\"A-17\",\"stage\":\"lead.new\",\"entered\":\"2026-03-02T10:00\"}' "
      "\\\n"
      "    --event '{\"event\":\"hand_over\",\"actor\":\"wu\",\"roles\":[\"marketing\"]}'");
  command->add_option("RULES", arguments->rules, "The ruleset")->required();
  command
      ->add_option("--record", arguments->record,
                   "The record as JSON: the text itself, a file (also @file), or - for standard "
                   "input")
      ->required();
  command
      ->add_option("--event", arguments->event,
                   "The event as JSON, in the same ways. \"approve\" or \"reject\" in the place "
                   "of \"event\" decide what is waiting")
      ->required();
  command->add_option("--now", arguments->now, "When it happens, in the place of the event's `at`");
  command->add_option("--counters", arguments->counters,
                      "How much of each quota is in use, as JSON: {\"extended_leads\":{\"wu\":3}}");
  command->add_flag("--explain", arguments->explain, "Show each condition that was looked at");
  add_format(command, arguments->json);
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return decide(*arguments); }; });
}

void add_test(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<TestArguments>();
  CLI::App* command = add_command(app, "test", "Run the test files of rulesets",
                                  "stagegraph test rules/tests --coverage");
  command->add_option("PATHS", arguments->paths, "Test files, or directories of them")->required();
  command->add_flag("--coverage", arguments->coverage, "Show what the tests never tried");
  command->add_flag("--accept", arguments->accept,
                    "Write what came into the test files, in the place of what was expected, and "
                    "show each change. Comments and layout stay");
  add_format(command, arguments->json);
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return test(*arguments); }; });
}

void add_graph(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<GraphArguments>();
  CLI::App* command =
      add_command(app, "graph", "Draw the stages of a ruleset and what moves between them",
                  "stagegraph graph rules.yaml --format dot | dot -Tsvg > rules.svg");
  command->add_option("RULES", arguments->rules, "The ruleset")->required();
  arguments->format = "text";
  command->add_option("--format", arguments->format, "text (default), dot or mermaid")
      ->check(CLI::IsMember({"text", "dot", "mermaid"}));
  add_language(command, arguments->language);
  command->callback([arguments, &chosen] { chosen = [arguments] { return graph(*arguments); }; });
}

void add_eval(CLI::App& app, Command& chosen) {
  auto arguments = std::make_shared<EvalArguments>();
  CLI::App* command = add_command(app, "eval", "Evaluate a CEL expression",
                                  "stagegraph eval 'amount > 500' --facts '{\"amount\": 620}'");
  command->add_option("EXPR", arguments->expression, "The expression")->required();
  command->add_option("--facts", arguments->facts,
                      "Values of its variables as a JSON object: the text itself, a file (also "
                      "@file), or - for standard input");
  command->add_option("--time-zones", arguments->time_zones,
                      "Time zones that the values may name, such as Asia/Tokyo,Europe/Paris");
  add_format(command, arguments->json);
  command->callback([arguments, &chosen] { chosen = [arguments] { return eval(*arguments); }; });
}

void add_schema(CLI::App& app, Command& chosen) {
  CLI::App* command =
      add_command(app, "schema", "Print the JSON Schema of ruleset files, for editors",
                  "stagegraph schema > rules/schema/ruleset-1.json");
  command->callback([&chosen] { chosen = [] { return schema(); }; });
}

void add_completion(CLI::App& app, Command& chosen) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = add_command(app, "completion", "Print what completes commands in a shell",
                                  "stagegraph completion bash > completion.bash");
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([shell, &app, &chosen] {
    chosen = [shell, &app] {
      print(completion_script(*shell, read_use(app)));
      return kFine;
    };
  });
}

void add_manual(CLI::App& app, Command& chosen) {
  CLI::App* command =
      add_command(app, "manual", "Print the manual page", "stagegraph manual | man -l -");
  command->callback([&app, &chosen] {
    chosen = [&app] {
      print(manual_page(read_use(app), stg::version()));
      return kFine;
    };
  });
}

// The parser takes what begins with a minus for an option. Text, such as the expression `-x > 5`,
// is kept from it behind a mark, which no argument of a command line begins with.
constexpr char kMark = '\x01';

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// `-h`, `--name` and `--name=value`. A single minus stands for standard input.
bool is_option(const std::string& argument) {
  if (!argument.starts_with("--")) return argument == "-h" || argument == "-";
  const auto end = std::find_if_not(argument.begin() + 2, argument.end(), is_name_character);
  return end == argument.end() || *end == '=';
}

// In the order that the parser wants: the last one first.
std::vector<std::string> marked(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  auto end = std::find(arguments.begin(), arguments.end(), "--");
  for (auto at = arguments.begin(); at != end; ++at) {
    if (at->starts_with('-') && !is_option(*at)) at->insert(0, 1, kMark);
  }
  std::reverse(arguments.begin(), arguments.end());
  return arguments;
}

// An empty value, as an unset variable of a shell makes it, would count as none.
std::string unmark(std::string& value) {
  if (value.empty()) return "is empty";
  if (value.front() == kMark) value.erase(0, 1);
  return {};
}

// What the values are, for help, completion and the manual page. Others are just TEXT.
constexpr auto kValues =
    std::to_array<std::pair<const char*, const char*>>({{"RULES", "FILE"},
                                                        {"PATHS", "FILE"},
                                                        {"EXPR", "CEL"},
                                                        {"--records", "FILE"},
                                                        {"--events", "FILE"},
                                                        {"--out", "FILE"},
                                                        {"--record", "JSON"},
                                                        {"--event", "JSON"},
                                                        {"--facts", "JSON"},
                                                        {"--counters", "JSON"},
                                                        {"--until", "TIME"},
                                                        {"--at", "TIME"},
                                                        {"--now", "TIME"},
                                                        {"--max-bytes", "N"},
                                                        {"--lang", "LANGUAGE"},
                                                        {"--time-zones", "ZONES"},
                                                        {"--format", "FORMAT"}});

void name_values(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands({})) {
    for (const auto& [name, value] : kValues) {
      if (CLI::Option* option = command->get_option_no_throw(name)) option->type_name(value);
    }
  }
}

void unmark_values(CLI::App& app) {
  const CLI::Validator validator(unmark, std::string(), "value");
  for (CLI::App* command : app.get_subcommands({})) {
    for (CLI::Option* option : command->get_options()) {
      if (option->get_expected_min() > 0) option->transform(validator);
    }
  }
}

// What was left over and looks like an option.
void report_unknown_options(const CLI::App& app) {
  for (const std::string& left : app.remaining(true)) {
    if (!left.starts_with("--")) continue;
    say(fmt::format("'{}' is not an option here. Text that looks like one goes behind --\n", left));
  }
}

int report(const CLI::App& app, const CLI::ParseError& problem) {
  std::ostringstream out;
  std::ostringstream err;
  const int status = app.exit(problem, out, err);
  std::string message = err.str();
  std::erase(message, kMark);
  if (!out.str().empty()) print(out.str());
  say(message);
  if (status == 0) return -1;
  report_unknown_options(app);
  return kBadUse;
}

int parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(marked(argc, argv));
    return kFine;
  } catch (const CLI::ParseError& problem) {
    return report(app, problem);
  }
}

int execute(const Command& command) {
  try {
    return command();
  } catch (const Unusable& problem) {
    say(fmt::format("stagegraph: {}\n", problem.what()));
  } catch (const stg::Error& error) {
    print_error(error);
  } catch (const std::bad_alloc&) {
    say("stagegraph: out of memory\n");
  }
  return kBadUse;
}

int start(int argc, char** argv) {
  CLI::App app("Stagegraph: a rules engine for customer lifecycles", "stagegraph");
  app.set_version_flag("--version",
                       std::string(stg::version()) + "\n" + std::string(stg::build_info()),
                       "Print the release, and how it was built as JSON");
  app.require_subcommand(1);
  app.footer(
      "Exit status:\n"
      "  0    all is well\n"
      "  1    the answer is no: check found errors, a test failed, an evaluation failed, or run\n"
      "       left bad rows out or could not advance a record (--keep-going: 0 then)\n"
      "  2    wrong use, what cannot be read or written, or a bad row with run --strict\n"
      "  130  interrupted, and 128 and its number for another signal\n\n"
      "Example:\n  stagegraph check rules/b2b-trunk.yaml");
  Command chosen;
  add_run(app, chosen);
  add_migrate(app, chosen);
  add_diff(app, chosen);
  add_check(app, chosen);
  add_test(app, chosen);
  add_decide(app, chosen);
  add_graph(app, chosen);
  add_eval(app, chosen);
  add_schema(app, chosen);
  add_completion(app, chosen);
  add_manual(app, chosen);
  name_values(app);
  unmark_values(app);
  int status = parse(app, argc, argv);
  if (status != kFine) return status < 0 ? kFine : status;
  return execute(chosen);
}

}  // namespace

}  // namespace stagegraph::cli

int main(int argc, char** argv) {
  using namespace stagegraph::cli;
  secure_descriptors();
  handle_signals();
  int status = kBadUse;
  try {
    status = start(argc, argv);
  } catch (const std::exception& problem) {
    say(fmt::format("stagegraph: {}\n", problem.what()));
  }
  erase_line();
  return status == kFine && !were_messages_written() ? kBadUse : status;
}
