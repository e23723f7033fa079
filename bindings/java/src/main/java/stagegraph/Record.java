// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Where one customer stands. It does not change: a decision has the record afterwards. */
public final class Record extends Handle {
  private final Schema schema;
  private final String id;
  private final String stage;
  private final long sequence;
  private final Instant nextDue;

  Record(Pointer pointer, Schema schema) {
    super(pointer, () -> Lib.stg_record_free(pointer));
    this.schema = schema;
    this.id = Lib.stg_record_id(pointer).copy();
    this.stage = schema.stages.get(Lib.stg_record_stage(pointer));
    this.sequence = Lib.stg_record_sequence(pointer);
    this.nextDue = Values.orNull(Lib.stg_record_next_due(pointer));
  }

  public String id() {
    return id;
  }

  public String stage() {
    return stage;
  }

  /** Counts the changes. */
  public long sequence() {
    return sequence;
  }

  /** When something can change by itself, or null. */
  public Instant nextDue() {
    return nextDue;
  }

  /** The whole record, to be stored. The same record is always the same text. */
  public String json() {
    try (Use use = use()) {
      return Calls.written((text, error) -> Lib.stg_record_to_json(use.pointer, text, error));
    }
  }

  /** The facts that have a value. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = Values.readAll(Json.parse(json()).get("facts"), schema.facts);
    facts.values().removeIf(Objects::isNull);
    return facts;
  }
}
