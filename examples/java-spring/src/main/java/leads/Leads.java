// SPDX-License-Identifier: Apache-2.0
package leads;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import stagegraph.Decision;
import stagegraph.Given;
import stagegraph.Record;
import stagegraph.Ruleset;

/** Delivers events. The map stands for the table of customers: their records as JSON. */
@Service
class Leads {
  private final Ruleset rules;
  private final Map<String, String> stored = new ConcurrentHashMap<>();

  Leads(Ruleset rules) {
    this.rules = rules;
  }

  String read(String id) {
    String json = stored.get(id);
    if (json == null) {
      throw new NoSuchElementException("there is no lead '" + id + "'");
    }
    return json;
  }

  /** A lead begins. */
  String begin(String id, Instant at, Map<String, Object> facts) {
    Decision decision = rules.begin(id, at, facts, new Given());
    return take(decision);
  }

  /** First what came due before the event, then the event itself. */
  synchronized String deliver(String id, String event, Instant at, Given given) {
    try (Record lead = rules.recordFromJson(read(id))) {
      Record now = lead;
      List<Decision> due = rules.advance(lead, at.minusNanos(1000));
      for (Decision decision : due) {
        take(decision);
        now = decision.record();
      }
      return take(rules.decide(now, event, at, given));
    }
  }

  /** With a database: the record and its actions are written in one transaction. */
  private String take(Decision decision) {
    if (decision.changesRecord()) {
      stored.put(decision.record().id(), decision.record().json());
    }
    return decision.json();
  }
}
