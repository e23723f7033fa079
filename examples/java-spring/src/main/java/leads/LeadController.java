// SPDX-License-Identifier: Apache-2.0
package leads;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import stagegraph.Given;
import stagegraph.StagegraphException;
import stagegraph.Status;

@RestController
@RequestMapping(path = "/leads/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class LeadController {
  record Actor(String id, List<String> roles) {}

  record Begin(Instant at, Map<String, Object> facts) {}

  record Event(String event, Instant at, String id, Actor actor, Map<String, Object> payload) {}

  private final Leads leads;

  LeadController(Leads leads) {
    this.leads = leads;
  }

  @GetMapping
  String read(@PathVariable("id") String id) {
    return leads.read(id);
  }

  @PostMapping
  String begin(@PathVariable("id") String id, @RequestBody Begin begin) {
    return leads.begin(id, orNow(begin.at), begin.facts == null ? Map.of() : begin.facts);
  }

  @PostMapping("/events")
  String deliver(@PathVariable("id") String id, @RequestBody Event told) {
    Given given = new Given();
    if (told.actor != null) {
      given.actor(told.actor.id, told.actor.roles.toArray(new String[0]));
    }
    if (told.id != null) {
      given.eventId(told.id);
    }
    if (told.payload != null) {
      given.payload(told.payload);
    }
    return leads.deliver(id, told.event, orNow(told.at), given);
  }

  private static Instant orNow(Instant at) {
    return at == null ? Instant.now() : at;
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> failed(StagegraphException error) {
    HttpStatus status = error.status() == Status.INTERNAL
        ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.UNPROCESSABLE_ENTITY;
    Map<String, String> told = Map.of("status", error.status().toString(), "error", error.reason());
    return ResponseEntity.status(status).body(told);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> missing(NoSuchElementException error) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("error", error.getMessage()));
  }
}
