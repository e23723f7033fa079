// SPDX-License-Identifier: Apache-2.0

// A service on net/http. RULES=rules.yaml PORT=8080 go run .
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"stagegraph"
)

// leads stands for the table of customers: their records as JSON.
type leads struct {
	rules  *stagegraph.Ruleset
	mutex  sync.Mutex
	stored map[string]string
}

// told is what a client says.
type told struct {
	Event   string            `json:"event"`
	At      time.Time         `json:"at"`
	ID      string            `json:"id"`
	Actor   stagegraph.Actor  `json:"actor"`
	Payload stagegraph.Values `json:"payload"`
	Facts   stagegraph.Values `json:"facts"`
}

var errMissing = errors.New("there is no such lead")

func (l *leads) read(id string) (string, error) {
	record, ok := l.stored[id]
	if !ok {
		return "", errMissing
	}
	return record, nil
}

// take keeps the record. With a database, it and the actions are written in one transaction.
func (l *leads) take(decision *stagegraph.Decision) error {
	if !decision.ChangesRecord {
		return nil
	}
	record, err := decision.Record.JSON()
	l.stored[decision.Record.ID] = record
	return err
}

func (l *leads) begin(id string, body told) (string, error) {
	decision, err := l.rules.Begin(id, body.At, body.Facts, nil)
	if err != nil {
		return "", err
	}
	return decision.JSON, l.take(decision)
}

// deliver advances to just before the event, and decides it.
func (l *leads) deliver(id string, body told) (string, error) {
	record, err := l.read(id)
	if err != nil {
		return "", err
	}
	lead, err := l.rules.RecordFromJSON(record)
	if err != nil {
		return "", err
	}
	due, err := l.rules.Advance(lead, body.At.Add(-time.Microsecond), nil)
	if err != nil {
		return "", err
	}
	for _, decision := range due {
		if err := l.take(decision); err != nil {
			return "", err
		}
		lead = decision.Record
	}
	given := &stagegraph.Given{EventID: body.ID, Actor: body.Actor, Payload: body.Payload}
	decision, err := l.rules.Decide(lead, body.Event, body.At, given)
	if err != nil {
		return "", err
	}
	return decision.JSON, l.take(decision)
}

// answer chooses by method and path: /leads/ID and /leads/ID/events.
func (l *leads) answer(request *http.Request) (string, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	id, rest, _ := strings.Cut(strings.TrimPrefix(request.URL.Path, "/leads/"), "/")
	if request.Method == http.MethodGet {
		return l.read(id)
	}
	body := told{At: time.Now()}
	decoder := json.NewDecoder(request.Body)
	decoder.UseNumber() // keeps every digit
	if err := decoder.Decode(&body); err != nil {
		return "", err
	}
	if rest == "events" {
		return l.deliver(id, body)
	}
	return l.begin(id, body)
}

func (l *leads) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	text, err := l.answer(request)
	var failure *stagegraph.Error
	switch {
	case err == nil:
		response.Header().Set("Content-Type", "application/json")
		fmt.Fprint(response, text)
	case errors.Is(err, errMissing):
		http.Error(response, err.Error(), http.StatusNotFound)
	case errors.As(err, &failure) && failure.Status != stagegraph.StatusInternal:
		http.Error(response, failure.Message, http.StatusUnprocessableEntity)
	default:
		http.Error(response, err.Error(), http.StatusInternalServerError)
	}
}

func main() {
	rules, err := stagegraph.Load(os.Getenv("RULES"), nil)
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	http.Handle("/leads/", &leads{rules: rules, stored: map[string]string{}})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
