// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByteByReference;
import com.sun.jna.ptr.LongByReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** The compiled rules of one lifecycle. It does not change, and threads may share it. */
public final class Ruleset extends Handle {
  private static final int LANGUAGE = 8; // of the options

  private final Schema schema;
  private final boolean migrate;
  private final Queue<Pointer> contexts; // that no call uses now
  private final String[] texts;

  private Ruleset(Pointer pointer, boolean migrate, Queue<Pointer> contexts) {
    super(pointer, () -> free(pointer, contexts));
    this.contexts = contexts;
    this.migrate = migrate;
    this.schema = new Schema(pointer);
    this.texts = new String[] {
      Lib.stg_ruleset_name(pointer).copy(),
      Lib.stg_ruleset_version(pointer).copy(),
      Lib.stg_ruleset_title(pointer).copy(),
      Lib.stg_ruleset_fingerprint(pointer).copy(),
      Lib.stg_ruleset_behaviour(pointer).copy(),
      Lib.stg_ruleset_time_zone(pointer).copy(),
    };
  }

  private static void free(Pointer pointer, Queue<Pointer> contexts) {
    contexts.forEach(Lib::stg_context_free);
    Lib.stg_ruleset_unref(pointer);
  }

  /** How a ruleset is loaded. */
  public static final class Options {
    private String language = "";
    private boolean migrate;

    /** The language of texts for people, such as "zh". */
    public Options language(String tag) {
      language = tag;
      return this;
    }

    /** Records of earlier versions are migrated before they are decided. */
    public Options migrate() {
      migrate = true;
      return this;
    }
  }

  /** Loads a YAML file. The exception has every mistake that could be reached. */
  public static Ruleset load(Path path) {
    return load(path, new Options());
  }

  public static Ruleset load(Path path, Options options) {
    byte[] name = Calls.utf8(path.toString());
    return load(options, set -> Calls.make((made, error) ->
        Lib.stg_ruleset_load_file(name, Calls.size(name), set, made, error)));
  }

  /** Loads YAML text. The file is the name that diagnostics give. */
  public static Ruleset loadText(String source, String file, Options options) {
    byte[] words = Calls.utf8(source);
    byte[] name = Calls.utf8(file);
    return load(options, set -> Calls.make((made, error) -> Lib.stg_ruleset_load_text(
        words, Calls.size(words), name, Calls.size(name), set, made, error)));
  }

  private static Ruleset load(Options options, UnaryOperator<Pointer> call) {
    byte[] tag = Calls.utf8(options.language);
    Pointer set = Calls.make(Lib::stg_options_new);
    try {
      Calls.run(error -> Lib.stg_options_set_text(set, LANGUAGE, tag, Calls.size(tag), error));
      return new Ruleset(call.apply(set), options.migrate, new ConcurrentLinkedQueue<>());
    } finally {
      Lib.stg_options_free(set);
    }
  }

  public String name() {
    return texts[0];
  }

  public String version() {
    return texts[1];
  }

  public String title() {
    return texts[2];
  }

  public String fingerprint() {
    return texts[3];
  }

  public String behaviour() {
    return texts[4];
  }

  public String timeZone() {
    return texts[5];
  }

  /** The warnings and notes of a ruleset that loaded. */
  public List<Diagnostic> check() {
    try (Use rules = use()) {
      Pointer found = Calls.make((made, error) -> Lib.stg_ruleset_check(rules.pointer, made, error));
      try {
        return Calls.diagnostics(found);
      } finally {
        Lib.stg_diagnostics_free(found);
      }
    }
  }

  /** Reads RFC 3339, or a date or local time in the ruleset's time zone. */
  public Instant parseTime(String words) {
    byte[] text = Calls.utf8(words);
    LongByReference at = new LongByReference();
    try (Use rules = use()) {
      Calls.run(error -> Lib.stg_time_parse(rules.pointer, text, Calls.size(text), at, error));
    }
    return Values.fromMicros(at.getValue());
  }

  /**
   * A record in a stage since an instant. A stage of null is the initial one. Its `enter` actions do
   * not run.
   */
  public Record record(String id, Instant at, String stage, Map<String, ?> facts) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", id);
    told.put("entered", at);
    if (stage != null) {
      told.put("stage", stage);
    }
    told.put("facts", facts);
    return recordFromJson(Json.write(Values.writable(told)));
  }

  /** Reads a record as Record.json() writes it, or one of another system. */
  public Record recordFromJson(String json) {
    byte[] words = Calls.utf8(json);
    try (Use rules = use()) {
      return new Record(Calls.make((made, error) -> Lib.stg_record_from_json(
          rules.pointer, words, Calls.size(words), made, error)), schema);
    }
  }

  /** A record begins in the initial stage, and its `enter` actions run. */
  public Decision begin(String id, Instant at, Map<String, ?> facts, Given given) {
    try (Record record = record(id, at, null, facts); Use use = record.use()) {
      return delivered("approve", "", at, given, (rules, event, context) -> {
        Calls.run(error -> Lib.stg_context_set_event(context, event, error));
        long now = Values.micros(at);
        return Calls.make((made, error) ->
            Lib.stg_begin(rules, use.pointer, now, context, made, error));
      });
    }
  }

  /**
   * Answers an event. A refusal is a decision. Where something is due before, the status of the
   * exception is OVERDUE: advance the record to the microsecond before first.
   */
  public Decision decide(Record record, String event, Instant at, Given given) {
    return deliver(record, "event", event, at, given);
  }

  public Decision decide(Record record, String event, Instant at) {
    return decide(record, event, at, Given.NOTHING);
  }

  /** Approves a deadline or a transition. An empty name stands for the only request. */
  public Decision approve(Record record, String name, Instant at, Given given) {
    return deliver(record, "approve", name, at, given);
  }

  /** Rejects it, as approve(). */
  public Decision reject(Record record, String name, Instant at, Given given) {
    return deliver(record, "reject", name, at, given);
  }

  /**
   * Lets time pass up to and including an instant. There is a decision for each thing that came due,
   * in order, and the last one has the record.
   */
  public List<Decision> advance(Record record, Instant at, Given given) {
    long now = Values.micros(at);
    return with(given, (rules, context) -> {
      List<Decision> decisions = new ArrayList<>();
      try (Use use = record.use()) {
        Pointer due = Calls.make((made, error) ->
            Lib.stg_advance(rules, use.pointer, now, context, made, error));
        try {
          for (int i = 0; i < Lib.stg_decisions_count(due); ++i) {
            decisions.add(new Decision(Lib.stg_decisions_get(due, i), schema));
          }
        } finally {
          Lib.stg_decisions_free(due);
        }
      }
      return decisions;
    });
  }

  public List<Decision> advance(Record record, Instant at) {
    return advance(record, at, Given.NOTHING);
  }

  /** Puts a record of an earlier version, as JSON, under these rules. */
  public Decision migrate(String record, Instant at) {
    byte[] words = Calls.utf8(record);
    long now = Values.micros(at);
    return with(Given.NOTHING, (rules, context) -> decision(Calls.make((made, error) ->
        Lib.stg_record_migrate(rules, words, Calls.size(words), now, context, made, error))));
  }

  /** The most that a quota allows under each key. */
  public long quotaLimit(String quota) {
    try (Use rules = use()) {
      return Lib.stg_ruleset_quota_limit(rules.pointer, quota(rules.pointer, quota));
    }
  }

  /** The key under which a record counts. null where one of its facts is not known. */
  public String quotaKey(String quota, Record record) {
    ByteByReference known = new ByteByReference();
    try (Use rules = use(); Use use = record.use()) {
      int index = quota(rules.pointer, quota);
      String key = Calls.written((text, error) ->
          Lib.stg_quota_key(rules.pointer, index, use.pointer, text, known, error));
      return known.getValue() == 0 ? null : key;
    }
  }

  /** Whether a quota of records counts this record. */
  public boolean quotaCounts(String quota, Record record, Instant at) {
    long now = Values.micros(at);
    ByteByReference counts = new ByteByReference();
    return with(Given.NOTHING, (rules, context) -> {
      try (Use use = record.use()) {
        int index = quota(rules, quota);
        Calls.run(error ->
            Lib.stg_quota_counts(rules, index, use.pointer, now, context, counts, error));
        return counts.getValue() != 0;
      }
    });
  }

  /** Since when a quota of events counts. */
  public Instant quotaWindow(String quota, Instant at) {
    long now = Values.micros(at);
    LongByReference begin = new LongByReference();
    try (Use rules = use()) {
      int index = quota(rules.pointer, quota);
      Calls.run(error -> Lib.stg_quota_window(rules.pointer, index, now, begin, error));
    }
    return Values.fromMicros(begin.getValue());
  }

  private interface Call<T> {
    T run(Pointer rules, Pointer context);
  }

  private interface Delivery {
    Pointer run(Pointer rules, Pointer event, Pointer context);
  }

  private Decision deliver(Record record, String what, String name, Instant at, Given given) {
    try (Use use = record.use()) {
      return delivered(what, name, at, given, (rules, event, context) -> Calls.make((made, error) ->
          Lib.stg_decide_event(rules, use.pointer, event, context, made, error)));
    }
  }

  /** Reads what happened as an event, decides by the call, and frees the event. */
  private Decision delivered(String what, String name, Instant at, Given given, Delivery call) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put(what, name.isEmpty() && !what.equals("event") ? null : name);
    told.put("at", at);
    told.put("actor", given.actor);
    told.put("roles", given.roles);
    if (!given.eventId.isEmpty()) {
      told.put("id", given.eventId);
    }
    if (!given.payload.isEmpty()) {
      told.put("payload", given.payload);
    }
    byte[] json = Calls.utf8(Json.write(Values.writable(told)));
    return with(given, (rules, context) -> {
      Pointer event = Calls.make((made, error) ->
          Lib.stg_event_from_json(rules, json, Calls.size(json), made, error));
      try {
        return decision(call.run(rules, event, context));
      } finally {
        Lib.stg_event_free(event);
      }
    });
  }

  private Decision decision(Pointer made) {
    try {
      return new Decision(made, schema);
    } finally {
      Lib.stg_decision_free(made);
    }
  }

  /** Lends a call a context with what is given, and with nothing of the call before. */
  private <T> T with(Given given, Call<T> call) {
    try (Use rules = use()) {
      Pointer pooled = contexts.poll();
      Pointer context = pooled != null ? pooled
          : Calls.make((made, error) -> Lib.stg_context_new(rules.pointer, made, error));
      try {
        surround(rules.pointer, context, given);
        return call.run(rules.pointer, context);
      } finally {
        Lib.stg_context_reset(context);
        contexts.add(context);
      }
    }
  }

  private void surround(Pointer rules, Pointer context, Given given) {
    Calls.run(error -> Lib.stg_context_set_migrate(context, bool(migrate), error));
    Calls.run(error -> Lib.stg_context_set_trace(context, bool(given.trace), error));
    if (given.countersComplete) {
      Calls.run(error -> Lib.stg_context_set_counters_complete(context, bool(true), error));
    }
    if (given.expectedSequence != null) {
      long expected = given.expectedSequence;
      Calls.run(error -> Lib.stg_context_set_expected_sequence(context, expected, error));
    }
    given.counters.forEach((name, keys) -> {
      int quota = quota(rules, name);
      keys.forEach((key, used) -> {
        byte[] words = Calls.utf8(key);
        Calls.run(error -> Lib.stg_context_set_counter(
            context, quota, words, Calls.size(words), used, error));
      });
    });
  }

  private static byte bool(boolean on) {
    return (byte) (on ? 1 : 0);
  }

  private static int quota(Pointer rules, String name) {
    byte[] words = Calls.utf8(name);
    int index = Lib.stg_ruleset_quota_index(rules, words, Calls.size(words));
    if (index == Lib.NONE) {
      String message = "quota '" + name + "' is not in this ruleset";
      throw new StagegraphException(message, Status.UNKNOWN_NAME, new ArrayList<>());
    }
    return index;
  }
}
