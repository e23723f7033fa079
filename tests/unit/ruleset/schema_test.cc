// The JSON Schema is the committed one, and speaks of every key.
#include "ruleset/reading/schema.h"
#include "base/json.h"
#include "fixture.h"
#include "ruleset/reading/keys.h"

using namespace stagegraph;
using namespace stagegraph::ruleset;
using namespace stagegraph::test;

TEST_CASE("the committed schema is the one the program gives") {
  CHECK(read_file("rules/schema/ruleset-1.json") == ruleset_schema());
}

TEST_CASE("the schema is JSON and has every key, with a description") {
  auto schema = parse_json(ruleset_schema());
  REQUIRE(schema.has_value());
  const Json* definitions = schema->find("$defs");
  REQUIRE(definitions != nullptr);
  CHECK(definitions->members.size() == map_forms().size() + 1);  // and the form of texts
  size_t at = 0;
  for (const MapForm& form : map_forms()) {
    const Json* map = &definitions->members[at++].second;
    if (form.short_form) map = &map->find("anyOf")->items[1];
    INFO(form.name);
    const Json* properties = map->find("properties");
    REQUIRE(properties != nullptr);
    for (const Key& key : form.keys) {
      const Json* property = properties->find(key.name);
      REQUIRE(property != nullptr);
      CHECK(property->find("description")->text == key.doc);
    }
    CHECK(map->find("additionalProperties") != nullptr);
  }
}

TEST_CASE("references lead somewhere") {
  std::string text = ruleset_schema();
  auto schema = parse_json(text);
  constexpr std::string_view kStart = "\"#/$defs/";
  size_t count = 0;
  for (size_t at = text.find(kStart); at != text.npos; at = text.find(kStart, at + 1)) {
    size_t begin = at + kStart.size();
    std::string name = text.substr(begin, text.find('"', begin) - begin);
    INFO(name);
    CHECK(schema->find("$defs")->find(name) != nullptr);
    ++count;
  }
  CHECK(count > 20);
}

TEST_CASE("no key of the language is one of YAML 1.1's words for true and false") {
  for (const MapForm& form : map_forms()) {
    for (const Key& key : form.keys) {
      for (std::string_view word : {"on", "off", "yes", "no", "y", "n"}) CHECK(key.name != word);
    }
  }
}
