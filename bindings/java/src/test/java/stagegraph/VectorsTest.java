// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The shared vectors: tests/vectors/README.md describes them. */
class VectorsTest {
  static final Path FOLDER = Paths.get("../../tests/vectors");

  private Ruleset rules;
  private Record record;

  static String read(String name) throws IOException {
    return new String(Files.readAllBytes(FOLDER.resolve(name)), StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<Map<String, Object>> cases = list(Json.parse(read("vectors.json")).get("cases"));
    return cases.stream().map(each -> DynamicTest.dynamicTest((String) each.get("name"), () -> tell(each)));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Object told) {
    return (List<Map<String, Object>>) told;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object told) {
    return told == null ? new LinkedHashMap<>() : (Map<String, Object>) told;
  }

  static Object untell(Object told) {
    List<?> pair = (List<?>) told;
    if (pair.get(0).equals("unknown")) {
      return null;
    }
    Object value = pair.get(1);
    switch ((String) pair.get(0)) {
      case "list":
        return ((List<?>) value).stream().map(VectorsTest::untell).collect(Collectors.toList());
      case "map":
        return untellAll(value);
      case "int":
        return Long.valueOf((String) value);
      case "double":
        return Double.valueOf((String) value);
      case "decimal":
        return new BigDecimal((String) value);
      case "date":
        return LocalDate.parse((String) value);
      case "instant":
        return Values.fromMicros(Long.parseLong((String) value));
      case "duration":
        return Duration.ofNanos(Math.multiplyExact(Long.parseLong((String) value), 1000));
      default:
        return value;
    }
  }

  private static Map<String, Object> untellAll(Object told) {
    Map<String, Object> values = new LinkedHashMap<>();
    map(told).forEach((name, value) -> values.put(name, untell(value)));
    return values;
  }

  private void tell(Map<String, Object> test) throws IOException {
    if (test.containsKey("error")) {
      sameError(() -> load(test), map(test.get("error")));
      return;
    }
    rules = load(test);
    for (Map<String, Object> step : list(test.get("steps"))) {
      if (step.containsKey("error")) {
        sameError(() -> take(step), map(step.get("error")));
      } else {
        take(step);
      }
    }
    rules.close();
  }

  private static Ruleset load(Map<String, Object> test) throws IOException {
    String name = (String) test.get("rules");
    Ruleset.Options options = new Ruleset.Options();
    options.language((String) test.getOrDefault("language", ""));
    if (test.containsKey("migrate")) {
      options.migrate();
    }
    boolean file = test.containsKey("from_file");
    return file
        ? Ruleset.load(FOLDER.resolve(name), options)
        : Ruleset.loadText(read(name), name, options);
  }

  private void take(Map<String, Object> step) {
    Instant at = Values.fromMicros(Long.parseLong((String) step.getOrDefault("at", "0")));
    Given given = given(step);
    String id = (String) step.get("id");
    String name = (String) step.get("name");
    switch ((String) step.get("do")) {
      case "make":
        String stage = (String) step.get("stage");
        made(rules.record(id, at, stage, untellAll(step.get("facts"))), step.get("expect"));
        break;
      case "read":
        made(rules.recordFromJson((String) step.get("json")), step.get("expect"));
        break;
      case "begin":
        decided(rules.begin(id, at, untellAll(step.get("facts")), given), step.get("expect"));
        break;
      case "decide":
        decided(rules.decide(record, (String) step.get("event"), at, given), step.get("expect"));
        break;
      case "approve":
        decided(rules.approve(record, name, at, given), step.get("expect"));
        break;
      case "reject":
        decided(rules.reject(record, name, at, given), step.get("expect"));
        break;
      case "migrate":
        decided(rules.migrate(record.json(), at), step.get("expect"));
        break;
      case "advance":
        List<Decision> decisions = rules.advance(record, at, given);
        List<Map<String, Object>> wanted = list(step.get("expect"));
        assertEquals(wanted.size(), decisions.size());
        for (int i = 0; i < wanted.size(); ++i) {
          decided(decisions.get(i), wanted.get(i));
        }
        break;
      case "time":
        Instant read = rules.parseTime((String) step.get("text"));
        assertEquals(map(step.get("expect")).get("micros"), micros(read));
        break;
      case "quota":
        String quota = (String) step.get("quota");
        Map<String, Object> counts = map(step.get("expect"));
        assertEquals(counts.get("key"), rules.quotaKey(quota, record));
        assertEquals(counts.get("limit"), rules.quotaLimit(quota));
        assertEquals(counts.get("counts"), rules.quotaCounts(quota, record, at));
        break;
      default:
        Map<String, Object> told = map(step.get("expect"));
        assertEquals(told.remove("findings"), rules.check());
        assertEquals(new ArrayList<>(told.values()), Arrays.asList(rules.name(), rules.version(),
            rules.title(), rules.fingerprint(), rules.behaviour(), rules.timeZone()));
    }
  }

  private static Given given(Map<String, Object> step) {
    Given given = new Given().payload(untellAll(step.get("payload")));
    given.eventId((String) step.getOrDefault("event_id", ""));
    if (step.containsKey("actor")) {
      List<?> roles = (List<?>) map(step.get("actor")).get("roles");
      given.actor((String) map(step.get("actor")).get("id"), roles.toArray(new String[0]));
    }
    if (step.containsKey("expected_sequence")) {
      given.expectedSequence((Long) step.get("expected_sequence"));
    }
    if (step.containsKey("trace")) {
      given.trace();
    }
    if (step.containsKey("counters_complete")) {
      given.countersComplete();
    }
    map(step.get("counters")).forEach((quota, keys) ->
        map(keys).forEach((key, used) -> given.counter(quota, key, (Long) used)));
    return given;
  }

  private static String micros(Instant at) {
    return at == null ? null : String.valueOf(Values.micros(at));
  }

  private void made(Record made, Object expect) {
    record = made;
    Map<String, Object> wanted = map(expect);
    assertEquals(wanted.get("json"), made.json());
    assertEquals(wanted.get("id"), made.id());
    assertEquals(wanted.get("sequence"), made.sequence());
    if (wanted.containsKey("stage")) { // else it is of another version
      assertEquals(wanted.get("stage"), made.stage());
      assertEquals(wanted.get("next_due"), micros(made.nextDue()));
      assertEquals(untellAll(wanted.get("facts")), made.facts());
    }
  }

  private void decided(Decision decision, Object expect) {
    Map<String, Object> wanted = map(expect);
    assertEquals(wanted.get("json"), decision.json());
    assertEquals(wanted.get("outcome"), decision.outcome().toString());
    assertEquals(wanted.get("at"), micros(decision.at()));
    assertEquals(wanted.get("stage"), decision.stage());
    assertEquals(wanted.get("from"), decision.from());
    assertEquals(wanted.get("to"), decision.to());
    assertEquals(wanted.get("changes_record"), decision.changesRecord());
    assertEquals(wanted.get("sequence"), decision.sequence());
    assertEquals(wanted.get("next_due"), micros(decision.nextDue()));
    assertEquals(wanted.get("needs"), decision.needs());
    assertEquals(untellAll(wanted.get("set")), decision.set());
    assertEquals(wanted.get("reasons"), tables(decision.reasons(), (told, reason) -> {
      told.put("code", reason.code);
      told.put("text", reason.text);
    }));
    assertEquals(wanted.get("counters"), tables(decision.counters(), (told, counter) -> {
      told.put("quota", counter.quota);
      told.put("under", counter.under);
      told.put("value", counter.value);
      told.put("limit", counter.limit);
    }));
    for (Map<String, Object> action : list(wanted.get("actions"))) {
      action.put("arguments", untellAll(action.get("arguments")));
    }
    assertEquals(wanted.get("actions"), tables(decision.actions(), (told, action) -> {
      told.put("id", action.id);
      told.put("name", action.name);
      told.put("arguments", action.arguments);
    }));
    made(decision.record(), wanted.get("record"));
  }

  private static <T> List<Map<String, Object>> tables(
      List<T> values, BiConsumer<Map<String, Object>, T> fill) {
    List<Map<String, Object>> tables = new ArrayList<>();
    for (T value : values) {
      Map<String, Object> table = new LinkedHashMap<>();
      fill.accept(table, value);
      tables.add(table);
    }
    return tables;
  }

  private static void sameError(Executable call, Map<String, Object> wanted) {
    StagegraphException error = assertThrows(StagegraphException.class, call);
    assertEquals(wanted.get("status"), error.status().toString());
    if (wanted.containsKey("message")) {
      assertEquals(wanted.get("message"), error.reason().replace(FOLDER + "/", ""));
    }
    assertEquals(wanted.get("diagnostics"), tables(error.diagnostics(), (told, found) -> {
      told.put("code", found.code);
      told.put("severity", found.severity);
      told.put("message", found.message);
      told.put("file", found.file);
      told.put("line", found.range == null ? 0L : (long) found.range.line);
      told.put("column", found.range == null ? 0L : (long) found.range.column);
      told.put("path", found.path);
      told.put("suggestion", found.suggestion == null ? null : found.suggestion.text);
    }));
  }
}
