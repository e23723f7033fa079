// SPDX-License-Identifier: Apache-2.0
// Running the test files of a folder where memory runs out, and where folders cannot be read: the
// call says so, and the process goes on.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "counted_new.h"
#include "fixture.h"

namespace {

namespace fs = std::filesystem;

// A folder with a ruleset, and tests of it in folders of several levels.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / "stagegraph-walk-faults-XXXXXX") {
    std::string name = path_.string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
    write("rules.yaml", "stagegraph: 1\nname: a\nevents: { go: {} }\nstages: { a: {} }\n");
    for (const char* file : {"one.yaml", "a folder/with/two.yml", "a folder/three.test.yaml"}) {
      write(file, "ruleset: " + (path_ / "rules.yaml").string() +
                      "\ncases:\n  - name: stays\n    at: 2026-03-02\n"
                      "    steps: [{ at: 2026-03-03, event: go, expect: { outcome: refused } }]\n");
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::permissions(path_ / "a folder", fs::perms::owner_all, ignored);
    fs::remove_all(path_, ignored);
  }

  std::string path() const { return path_.string(); }
  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  void write(const char* name, const std::string& text) {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }

  fs::path path_;
};

struct Ran {
  stg_status status;
  std::string report;
  std::string message;
};

// With the allocation of this number and all later ones failing; 0: with none.
Ran run(const std::string& path, uint64_t number) {
  const stg_str folder{path.data(), path.size()};
  stg_buffer* report = nullptr;
  stg_error* err = nullptr;
  if (number > 0) counted_new::fail_at = counted_new::allocations + number;
  const stg_status status = stg_test_run(&folder, 1, nullptr, STG_FORMAT_JSON, 1, &report, nullptr,
                                         nullptr, nullptr, &err);
  counted_new::fail_at = UINT64_MAX;
  const stg_str text = stg_buffer_text(report);
  const stg_str message = stg_error_message(err);
  Ran ran{status, std::string(text.data, text.size), std::string(message.data, message.size)};
  stg_buffer_free(report);
  stg_error_free(err);
  return ran;
}

}  // namespace

TEST_CASE("a folder of tests where any allocation fails") {
  const Folder folder;
  const Ran whole = run(folder.path(), 0);
  REQUIRE(whole.status == STG_STATUS_OK);
  CHECK(whole.report.find("two.yml") != std::string::npos);
  uint64_t number = 1;
  for (;; ++number) {
    const Ran ran = run(folder.path(), number);
    if (ran.status == STG_STATUS_OK) {
      CHECK(ran.report == whole.report);
      break;
    }
    INFO("allocation " << number << ": " << ran.message);
    REQUIRE(ran.status == STG_STATUS_OUT_OF_MEMORY);
  }
  CHECK(number > 100);
}

TEST_CASE("folders that cannot be walked") {
  const Folder folder;
  CHECK(run(folder.path() + "/nothing", 0).status == STG_STATUS_NOT_FOUND);
  CHECK(run((folder / "one.yaml").string() + "/below", 0).status == STG_STATUS_NOT_FOUND);
  fs::create_directory_symlink(folder.path(), folder / "a folder/circle");
  CHECK(run(folder.path(), 0).status == STG_STATUS_OK);
  fs::permissions(folder / "a folder", fs::perms::none);
  if (std::ifstream(folder / "a folder/three.test.yaml")) return;  // root reads everything
  const Ran ran = run(folder.path(), 0);
  CHECK(ran.status == STG_STATUS_IO);
  CHECK(ran.message.find("a folder") != std::string::npos);
}

TEST_CASE("names that are no text") {
  const Folder folder;
  const std::string name = folder.path() + "/\xff.yaml";
  CHECK(run(name, 0).message == "there is no file '" + folder.path() + "/\\xff.yaml'");
  fs::rename(folder / "one.yaml", name);
  const Ran ran = run(folder.path(), 0);
  CHECK(ran.status == STG_STATUS_OK);
  CHECK(ran.report.find("\xff") == std::string::npos);
}
