// SPDX-License-Identifier: Apache-2.0
// A service on Express. RULES=rules.yaml PORT=8080 node server.js

import express from 'express';
import { Ruleset, StagegraphError } from 'stagegraph';

const rules = Ruleset.load(process.env.RULES);
const stored = new Map(); // stands for the table of customers: their records as JSON

class Missing extends Error {}

function read(id) {
  if (!stored.has(id)) throw new Missing(`there is no lead '${id}'`);
  return stored.get(id);
}

/** With a database: the record and its actions are written in one transaction. */
function take(decision) {
  if (decision.changesRecord) stored.set(decision.record.id, decision.record.json);
  return decision;
}

/** First what came due before the event, then the event itself. */
function deliver(id, { event, at = new Date().toISOString(), id: eventId, actor, payload }) {
  let lead = rules.recordFromJson(read(id));
  for (const due of rules.advance(lead, { at: rules.parseTime(at) - 1n })) {
    lead = take(due).record;
  }
  return take(rules.decide(lead, event, { at, eventId, actor, payload }));
}

const app = express();
app.use(express.json());

app.get('/leads/:id', (request, response) => {
  response.type('json').send(read(request.params.id));
});

app.post('/leads/:id', (request, response) => {
  const { at = new Date(), facts } = request.body;
  response.type('json').send(take(rules.begin(request.params.id, { at, facts })).json);
});

app.post('/leads/:id/events', (request, response) => {
  response.type('json').send(deliver(request.params.id, request.body).json);
});

app.use((error, request, response, next) => {
  if (error instanceof Missing) {
    response.status(404).json({ error: error.message });
  } else if (error instanceof StagegraphError && error.status !== 'internal') {
    response.status(422).json({ status: error.status, error: error.reason });
  } else {
    next(error);
  }
});

app.listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
