// SPDX-License-Identifier: Apache-2.0
// Each form of a map becomes a definition, each form of a value what may stand there. The text is
// written compactly and then indented.
#include "ruleset/reading/schema.h"

#include "base/json_writer.h"
#include "ruleset/reading/keys.h"

namespace stagegraph::ruleset {

namespace {

void write_form(JsonWriter& json, const ValueForm& form);

void write_type(JsonWriter& json, std::string_view type) { json.key("type").string(type); }

void write_object(JsonWriter& json, std::string_view type) {
  json.begin_object();
  write_type(json, type);
  json.end_object();
}

void write_scalar(JsonWriter& json) {
  json.key("type").begin_array();
  for (std::string_view type : {"string", "number", "boolean"}) json.string(type);
  json.end_array();
}

// A text for people; the map's form is a definition of its own, as it stands under many keys.
void write_prose(JsonWriter& json) { json.key("$ref").string("#/$defs/prose"); }

void write_prose_definition(JsonWriter& json) {
  json.key("prose").begin_object();
  json.key("description").string("A text for people, or a map with one for each language.");
  json.key("anyOf").begin_array();
  json.begin_object();
  write_scalar(json);
  json.end_object();
  json.begin_object();
  write_type(json, "object");
  json.key("minProperties").integer(1);
  json.key("propertyNames").begin_object();
  json.key("pattern").string("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$");
  json.end_object();
  json.key("additionalProperties").begin_object();
  write_scalar(json);
  json.end_object();
  json.end_object();
  json.end_array().end_object();
}

std::string definition(MapKind kind) {
  std::string name(form_of(kind).name);
  for (char& c : name) {
    if (c == ' ') c = '_';
  }
  return name;
}

void write_reference(JsonWriter& json, MapKind kind) {
  json.key("$ref").string("#/$defs/" + definition(kind));
}

// A map from the author's own names to values of a form.
void write_map_of(JsonWriter& json, const ValueForm& values) {
  write_type(json, "object");
  json.key("additionalProperties").begin_object();
  write_form(json, values);
  json.end_object();
}

void write_list_of(JsonWriter& json, const ValueForm& items) {
  write_type(json, "array");
  json.key("items").begin_object();
  write_form(json, items);
  json.end_object();
}

// One of them, or a list of them.
void write_one_or_more(JsonWriter& json, const ValueForm& item) {
  json.key("anyOf").begin_array();
  json.begin_object();
  write_form(json, item);
  json.end_object();
  json.begin_object();
  write_list_of(json, item);
  json.key("minItems").integer(1);
  json.end_object();
  json.end_array();
}

void write_choices(JsonWriter& json, std::span<const std::string_view> choices) {
  json.key("enum").begin_array();
  for (std::string_view choice : choices) json.string(choice);
  json.end_array();
}

void write_need(JsonWriter& json) {
  json.key("anyOf").begin_array();
  json.begin_object();
  json.key("enum").begin_array().string("any").string("all").end_array();
  json.end_object();
  write_object(json, "integer");
  json.end_array();
}

// CEL, or a map of tests.
void write_condition(JsonWriter& json) {
  json.key("type").begin_array();
  for (std::string_view type : {"string", "number", "boolean", "object"}) json.string(type);
  json.end_array();
}

// Names of facts, fields with their types, or a list of both.
void write_carries(JsonWriter& json) {
  const ValueForm types = {.shape = Shape::kTypes};
  json.key("anyOf").begin_array();
  write_object(json, "string");
  json.begin_object();
  write_form(json, types);
  json.end_object();
  json.begin_object();
  write_type(json, "array");
  json.key("items").begin_object().key("anyOf").begin_array();
  write_object(json, "string");
  json.begin_object();
  write_form(json, types);
  json.end_object();
  json.end_array().end_object();
  json.end_object();
  json.end_array();
}

void write_form(JsonWriter& json, const ValueForm& form) {
  const ValueForm map = {.shape = Shape::kMap, .of = form.of};
  switch (form.shape) {
    case Shape::kText:
    case Shape::kRate:
      return write_scalar(json);
    case Shape::kProse:
      return write_prose(json);
    case Shape::kName:
    case Shape::kSpan:
    case Shape::kType:
      return write_type(json, "string");
    case Shape::kNames:
      return write_one_or_more(json, {.shape = Shape::kName});
    case Shape::kNameList:
      return write_list_of(json, {.shape = Shape::kName});
    case Shape::kTexts:
      return write_one_or_more(json, {.shape = Shape::kText});
    case Shape::kTextList:
      return write_list_of(json, {.shape = Shape::kText});
    case Shape::kBool:
      return write_type(json, "boolean");
    case Shape::kWhole:
      return write_type(json, "integer");
    case Shape::kChoice:
      return write_choices(json, form.choices);
    case Shape::kNeed:
      return write_need(json);
    case Shape::kCondition:
      return write_condition(json);
    case Shape::kValue:
      return;
    case Shape::kValues:
      return write_map_of(json, {.shape = Shape::kValue});
    case Shape::kTypes:
      return write_map_of(json, {.shape = Shape::kMap, .of = MapKind::kType});
    case Shape::kSignatures:
      return write_map_of(json, {.shape = Shape::kTypes});
    case Shape::kConditions:
      return write_map_of(json, {.shape = Shape::kCondition});
    case Shape::kRenames:
      return write_map_of(json, {.shape = Shape::kName});
    case Shape::kHandlers:
      return write_map_of(json, {.shape = Shape::kOneOrMore, .of = MapKind::kTransition});
    case Shape::kCarries:
      return write_carries(json);
    case Shape::kWeek:
      return write_map_of(json, {.shape = Shape::kTexts});
    case Shape::kMap:
      return write_reference(json, form.of);
    case Shape::kMapOf:
      return write_map_of(json, map);
    case Shape::kListOf:
      return write_list_of(json, map);
    case Shape::kOneOrMore:
      return write_one_or_more(json, map);
  }
}

void write_keys(JsonWriter& json, const MapForm& form) {
  write_type(json, "object");
  json.key("properties").begin_object();
  for (const Key& key : form.keys) {
    json.key(key.name).begin_object();
    json.key("description").string(key.doc);
    write_form(json, key.value);
    json.end_object();
  }
  json.end_object();
  json.key("required").begin_array();
  for (const Key& key : form.keys) {
    if (key.required) json.string(key.name);
  }
  json.end_array();
  json.key("additionalProperties");
  if (!form.others) {
    json.boolean(false);
    return;
  }
  json.begin_object();
  write_form(json, *form.others);
  json.end_object();
}

void write_map_form(JsonWriter& json, const MapForm& form) {
  json.key("description").string(form.doc);
  if (!form.short_form) return write_keys(json, form);
  json.key("anyOf").begin_array();
  json.begin_object();
  write_form(json, *form.short_form);
  json.end_object();
  json.begin_object();
  write_keys(json, form);
  json.end_object();
  json.end_array();
}

std::string compact_schema() {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("$schema").string("https://json-schema.org/draft/2020-12/schema");
  json.key("title").string("Stagegraph ruleset, version 1");
  write_reference(json, MapKind::kRuleset);
  json.key("$defs").begin_object();
  for (const MapForm& form : map_forms()) {
    json.key(definition(form.kind)).begin_object();
    write_map_form(json, form);
    json.end_object();
  }
  write_prose_definition(json);
  json.end_object();
  json.end_object();
  return out;
}

// Valid, compact JSON with a line for every member and element.
class Indenter {
 public:
  std::string run(std::string_view json) {
    for (size_t i = 0; i < json.size(); ++i) {
      bool is_empty = !in_string_ && is_open(json[i]) && is_close(json[i + 1]);
      if (is_empty) {
        out_ += json.substr(i++, 2);
      } else {
        add(json[i]);
      }
    }
    return out_ + '\n';
  }

 private:
  static bool is_open(char c) { return c == '{' || c == '['; }
  static bool is_close(char c) { return c == '}' || c == ']'; }

  void add(char c) {
    if (in_string_) return add_in_string(c);
    if (is_close(c)) new_line(--depth_);
    out_ += c;
    if (is_open(c)) new_line(++depth_);
    if (c == ',') new_line(depth_);
    if (c == ':') out_ += ' ';
    in_string_ = c == '"';
  }

  void add_in_string(char c) {
    out_ += c;
    in_string_ = c != '"' || escaped_;
    escaped_ = c == '\\' && !escaped_;
  }

  void new_line(size_t depth) {
    out_ += '\n';
    out_.append(2 * depth, ' ');
  }

  std::string out_;
  size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace

std::string ruleset_schema() { return Indenter().run(compact_schema()); }

}  // namespace stagegraph::ruleset
