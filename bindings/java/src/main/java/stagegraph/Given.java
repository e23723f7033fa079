// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What surrounds one call. Nothing of it holds for the next. */
public final class Given {
  static final Given NOTHING = new Given();

  String actor = "";
  List<String> roles = Arrays.asList();
  String eventId = "";
  Long expectedSequence;
  boolean trace;
  boolean countersComplete;
  final Map<String, Object> payload = new LinkedHashMap<>();
  final Map<String, Map<String, Long>> counters = new LinkedHashMap<>();

  /** Who acts. */
  public Given actor(String id, String... roles) {
    this.actor = id;
    this.roles = Arrays.asList(roles);
    return this;
  }

  /** The same id again is a duplicate. */
  public Given eventId(String id) {
    this.eventId = id;
    return this;
  }

  /** A record with another sequence is a conflict. */
  public Given expectedSequence(long sequence) {
    this.expectedSequence = sequence;
    return this;
  }

  /** JSON has each condition that was looked at. */
  public Given trace() {
    this.trace = true;
    return this;
  }

  /** A value that the event carries. */
  public Given payload(String field, Object value) {
    payload.put(field, value);
    return this;
  }

  /** The values that the event carries. */
  public Given payload(Map<String, ?> values) {
    payload.putAll(values);
    return this;
  }

  /** How much of a quota is in use under a key. */
  public Given counter(String quota, String key, long used) {
    counters.computeIfAbsent(quota, name -> new LinkedHashMap<>()).put(key, used);
    return this;
  }

  /** What is not among the counters is 0. */
  public Given countersComplete() {
    this.countersComplete = true;
    return this;
  }
}
