// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What Java brings: closing, threads, its kinds of values, and its mistakes. */
class DoorTest {
  private static final Instant AT = Instant.parse("2026-03-02T02:00:00.000001Z");
  private static final Map<String, Object> NO_FACTS = Collections.emptyMap();

  private static Ruleset account() {
    return Ruleset.load(VectorsTest.FOLDER.resolve("account.yaml"));
  }

  private static Record record(Ruleset rules) {
    return rules.record("A", AT, null, NO_FACTS);
  }

  @Test
  void useAfterClose() {
    Ruleset rules = account();
    Record record = record(rules);
    rules.close();
    rules.close();
    String message =
        assertThrows(IllegalStateException.class, () -> record(rules)).getMessage();
    assertEquals("this Ruleset is closed", message);
    assertThrows(IllegalStateException.class, () -> rules.advance(record, AT));
    assertTrue(record.json().contains("\"A\"")); // a record outlives its ruleset
    record.close();
    try (Ruleset other = account()) {
      assertThrows(IllegalStateException.class, () -> other.decide(record, "tell", AT));
    }
    assertThrows(IllegalStateException.class, record::json);
  }

  @Test
  void manyThreadsAndAClose() throws Exception {
    Ruleset rules = account();
    Record record = record(rules);
    String wanted = rules.decide(record, "tell", AT).json();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    Callable<Integer> work = () -> {
      int decided = 0;
      try {
        for (; decided < 300; ++decided) {
          assertEquals(wanted, rules.decide(record, "tell", AT).json());
        }
      } catch (IllegalStateException closed) {
        assertEquals("this Ruleset is closed", closed.getMessage());
      }
      return decided;
    };
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 8; ++i) {
      results.add(threads.submit(work));
    }
    Thread.sleep(30);
    rules.close();
    for (Future<Integer> result : results) {
      assertTrue(result.get() <= 300);
    }
    threads.shutdown();
  }

  @Test
  void whatIsForgottenIsFreed() throws Exception {
    Ruleset rules = account();
    WeakReference<Record> forgotten = new WeakReference<>(record(rules));
    int before = Handle.living();
    for (int i = 0; i < 100 && Handle.living() >= before; ++i) {
      System.gc();
      Thread.sleep(5);
      record(rules).close(); // looks for what is forgotten
    }
    assertEquals(null, forgotten.get());
    assertTrue(Handle.living() < before);
  }

  @Test
  void nothingSticks() {
    try (Ruleset rules = account(); Record record = record(rules)) {
      Given wu = new Given().actor("wu", "sales").eventId("e-1");
      assertEquals(Outcome.NEEDS, rules.decide(record, "claim", AT, wu).outcome());
      assertEquals(Outcome.DENIED, rules.decide(record, "claim", AT).outcome());
    }
  }

  @Test
  void valuesThatDoNotFit() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("ratio", Double.NaN);
    wrong.put("word", "\ud800");
    wrong.put("count", new BigDecimal("1.5"));
    wrong.put("flag", "yes");
    wrong.put("seen", Instant.parse("+10000-01-01T00:00:00Z"));
    try (Ruleset rules = account()) {
      wrong.forEach((name, value) -> {
        Map<String, Object> facts = Collections.singletonMap(name, value);
        Status status = assertThrows(StagegraphException.class,
            () -> rules.record("A", AT, null, facts)).status();
        assertEquals(Status.INVALID_INPUT, status);
      });
      Map<String, Object> object = Collections.singletonMap("word", new Object());
      assertThrows(IllegalArgumentException.class, () -> rules.record("A", AT, null, object));
      assertEquals(Status.UNKNOWN_NAME,
          assertThrows(StagegraphException.class, () -> rules.quotaLimit("account")).status());
    }
  }

  @Test
  void kindsOfJava() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("flag", null);
    facts.put("count", (short) 7);
    facts.put("ratio", -0.0f);
    facts.put("price", new BigDecimal("1E+3"));
    facts.put("size", Size.small);
    facts.put("seen", OffsetDateTime.parse("2026-03-02T10:00:00.000001999+08:00"));
    facts.put("born", LocalDate.of(2024, 2, 29));
    facts.put("wait", Duration.ofNanos(-1_500_000_000));
    facts.put("tags", Arrays.asList("甲", "b"));
    facts.put("dates", Collections.emptyMap());
    try (Ruleset rules = account(); Record record = rules.record("A", AT, null, facts)) {
      facts.remove("flag");
      facts.put("count", 7L);
      facts.put("ratio", -0.0);
      facts.put("price", new BigDecimal("1000"));
      facts.put("size", "small");
      facts.put("seen", AT);
      assertEquals(facts, record.facts());
    }
  }

  private enum Size {
    small
  }

  @Test
  void statusesAreTheLibrarys() {
    for (Status status : Status.values()) {
      assertEquals(Lib.stg_status_name(status.code()).copy(), status.toString());
    }
  }
}
