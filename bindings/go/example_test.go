// SPDX-License-Identifier: Apache-2.0

package stagegraph_test

// The program of the README.

import (
	"fmt"
	"log"

	"stagegraph"
)

func Example() {
	rules, err := stagegraph.Load("../../rules/b2b-trunk.yaml", nil)
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	at, _ := rules.ParseTime("2026-03-02T10:00")
	lead, err := rules.NewRecord("A-17", "lead.mql", at, stagegraph.Values{"phone_status": "ok", "need": "now"})
	if err != nil {
		log.Fatal(err)
	}
	wu := stagegraph.Actor{ID: "wu", Roles: []string{"sales"}}
	decision, err := rules.Decide(lead, "accept", at, &stagegraph.Given{Actor: wu, Payload: stagegraph.Values{"owner": "wu"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Outcome, decision.To, decision.Record.NextDue)
	// Output: moved lead.sql 2026-03-07 16:24:00 +0000 UTC
}
