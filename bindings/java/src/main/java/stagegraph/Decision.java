// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The answer to one thing that happened. It holds nothing to close but its record. */
public final class Decision {
  private final String json;
  private final boolean changesRecord;
  private final Record record;
  private final Schema schema;
  private Map<String, Object> parts; // when one is asked for

  /** The pointer remains its owner's. */
  Decision(Pointer pointer, Schema schema) {
    this.schema = schema;
    json = Calls.written((text, error) -> Lib.stg_decision_to_json(pointer, text, error));
    changesRecord = Lib.stg_decision_changes_record(pointer) != 0;
    Pointer shown = Lib.stg_decision_record(pointer);
    record = new Record(Calls.make((copy, error) -> Lib.stg_record_clone(shown, copy, error)), schema);
  }

  private synchronized Object part(String name) {
    if (parts == null) {
      parts = Json.parse(json);
    }
    return parts.get(name);
  }

  private <T> List<T> list(String name, Function<Map<?, ?>, T> each) {
    List<T> made = new ArrayList<>();
    ((List<?>) part(name)).forEach(told -> made.add(each.apply((Map<?, ?>) told)));
    return made;
  }

  /** The whole decision: the same bytes in every language. */
  public String json() {
    return json;
  }

  public Outcome outcome() {
    return Outcome.of((String) part("outcome"));
  }

  public Instant at() {
    return Values.parseInstant(part("at"));
  }

  /** Such as {event=accept, id=e-1}. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> cause() {
    return (Map<String, Object>) part("cause");
  }

  /** The stage afterwards. */
  public String stage() {
    return record.stage();
  }

  /** The stage before. */
  public String from() {
    return (String) part("from");
  }

  /** The stage after a move, or null. */
  public String to() {
    return (String) part("to");
  }

  /** The selected transition, or null. */
  public String transition() {
    return (String) part("transition");
  }

  public List<Reason> reasons() {
    return list("reasons", told -> new Reason((String) told.get("code"), (String) told.get("text")));
  }

  /** Facts and fields that are not known. */
  public List<String> needs() {
    List<String> names = new ArrayList<>();
    ((List<?>) part("needs")).forEach(name -> names.add((String) name));
    return names;
  }

  /** The facts that changed. null for one that became unknown. */
  public Map<String, Object> set() {
    return Values.readAll(part("set"), schema.facts);
  }

  /** For the host to do, in order. */
  public List<Action> actions() {
    return list("actions", told -> new Action(told, schema));
  }

  /** The deadlines that are armed. */
  public List<Timer> timers() {
    return list("timers", Timer::new);
  }

  /** The counters of quotas that it relied on. */
  public List<Counter> counters() {
    return list("counters", Counter::new);
  }

  /** When something can change by itself, or null. */
  public Instant nextDue() {
    return record.nextDue();
  }

  public long sequence() {
    return record.sequence();
  }

  /** Whether the record has to be stored, whatever the outcome. */
  public boolean changesRecord() {
    return changesRecord;
  }

  /** The record afterwards, or as it was. */
  public Record record() {
    return record;
  }

  /** Why an event was refused or denied. */
  public static final class Reason {
    public final String code;
    public final String text;

    Reason(String code, String text) {
      this.code = code;
      this.text = text;
    }
  }

  /** Something for the host to do. Done twice, it is recognised by its id. */
  public static final class Action {
    public final String id;
    public final String name;
    /** Instants, dates and durations among them are text. */
    public final Map<String, Object> arguments;
    /** When to do it, where a cadence planned it, or null. */
    public final Instant due;

    Action(Map<?, ?> told, Schema schema) {
      id = (String) told.get("id");
      name = (String) told.get("name");
      arguments = Values.readAll(told.get("arguments"), schema.arguments(name));
      due = Values.parseInstant(told.get("due"));
    }
  }

  /** A deadline that is armed. */
  public static final class Timer {
    public final String name;
    public final Instant due;
    public final List<String> flags = new ArrayList<>();

    Timer(Map<?, ?> told) {
      name = (String) told.get("name");
      due = Values.parseInstant(told.get("due"));
      ((List<?>) told.get("flags")).forEach(flag -> flags.add((String) flag));
    }
  }

  /** A count that the decision relied on. */
  public static final class Counter {
    public final String quota;
    public final String under;
    /** null where none was given. */
    public final Long value;
    public final long limit;

    Counter(Map<?, ?> told) {
      quota = (String) told.get("quota");
      under = (String) told.get("under");
      value = (Long) told.get("value");
      limit = (Long) told.get("limit");
    }
  }
}
