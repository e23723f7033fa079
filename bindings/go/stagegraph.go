// SPDX-License-Identifier: Apache-2.0

// Package stagegraph decides what happens to customers: rules for lifecycles, by the C++ engine
// through its C interface.
//
// A Ruleset is loaded once and shared by all goroutines. Records do not change: a decision has the
// record as it is afterwards.
package stagegraph

/*
#include <stagegraph/stagegraph.h>
*/
import "C"

import (
	"runtime"
	"sync"
	"time"
)

// Options are for loading a ruleset.
type Options struct {
	Language string // of texts for people, such as "zh"
	Migrate  bool   // records of earlier versions are migrated before they are decided
}

// Ruleset is the compiled rules of one lifecycle. It does not change.
type Ruleset struct {
	Name, Version, Title   string
	Fingerprint, Behaviour string
	TimeZone               string

	handle  *handle
	pointer *C.stg_ruleset
	schema  *schema
	pool    *pool
}

// schema is what reading values needs. It outlives the ruleset.
type schema struct {
	stages    []string
	facts     map[string]string            // the type of each
	arguments map[string]map[string]string // of actions: the type of each
}

// Load loads a YAML file. The options may be nil. An *Error has every mistake that could be reached.
func Load(path string, options *Options) (*Ruleset, error) {
	return load(options, func(o *C.stg_options, made **C.stg_ruleset, err **C.stg_error) C.stg_status {
		words, size := bytesOf(path)
		return C.stg_ruleset_load_file(words, size, o, made, err)
	})
}

// LoadText loads YAML text. file is the name that diagnostics give.
func LoadText(source, file string, options *Options) (*Ruleset, error) {
	return load(options, func(o *C.stg_options, made **C.stg_ruleset, err **C.stg_error) C.stg_status {
		words, size := bytesOf(source)
		name, length := bytesOf(file)
		return C.stg_ruleset_load_text(words, size, name, length, o, made, err)
	})
}

func load(options *Options, read func(*C.stg_options, **C.stg_ruleset, **C.stg_error) C.stg_status) (*Ruleset, error) {
	if options == nil {
		options = &Options{}
	}
	var set *C.stg_options
	var failure *C.stg_error
	if err := check(C.stg_options_new(&set, &failure), failure); err != nil {
		return nil, err
	}
	defer C.stg_options_free(set)
	words, size := bytesOf(options.Language)
	if err := check(C.stg_options_set_text(set, C.STG_OPTION_LANGUAGE, words, size, &failure), failure); err != nil {
		return nil, err
	}
	var pointer *C.stg_ruleset
	if err := check(read(set, &pointer, &failure), failure); err != nil {
		return nil, err
	}
	return newRuleset(pointer, options.Migrate), nil
}

func newRuleset(pointer *C.stg_ruleset, migrate bool) *Ruleset {
	r := &Ruleset{
		Name:        text(C.stg_ruleset_name(pointer)),
		Version:     text(C.stg_ruleset_version(pointer)),
		Title:       text(C.stg_ruleset_title(pointer)),
		Fingerprint: text(C.stg_ruleset_fingerprint(pointer)),
		Behaviour:   text(C.stg_ruleset_behaviour(pointer)),
		TimeZone:    text(C.stg_ruleset_time_zone(pointer)),
		pointer:     pointer,
		schema:      readSchema(pointer),
		pool:        &pool{},
	}
	if migrate {
		r.pool.migrate = 1
	}
	contexts := r.pool // without r itself, which is never finalized in a cycle
	r.handle = &handle{free: func() {
		contexts.free()
		C.stg_ruleset_unref(pointer)
	}}
	runtime.SetFinalizer(r, (*Ruleset).Close)
	return r
}

func readSchema(pointer *C.stg_ruleset) *schema {
	s := &schema{facts: map[string]string{}, arguments: map[string]map[string]string{}}
	for i := C.uint32_t(0); i < C.stg_ruleset_stage_count(pointer); i++ {
		s.stages = append(s.stages, text(C.stg_ruleset_stage_name(pointer, i)))
	}
	for i := C.uint32_t(0); i < C.stg_ruleset_fact_count(pointer); i++ {
		s.facts[text(C.stg_ruleset_fact_name(pointer, i))] = text(C.stg_ruleset_fact_type(pointer, i))
	}
	for i := C.uint32_t(0); i < C.stg_ruleset_action_count(pointer); i++ {
		types := map[string]string{}
		for p := C.uint32_t(0); p < C.stg_ruleset_action_parameter_count(pointer, i); p++ {
			types[text(C.stg_ruleset_action_parameter_name(pointer, i, p))] =
				text(C.stg_ruleset_action_parameter_type(pointer, i, p))
		}
		s.arguments[text(C.stg_ruleset_action_name(pointer, i))] = types
	}
	return s
}

// pool has the contexts that no call uses now.
type pool struct {
	mutex    sync.Mutex
	contexts []*C.stg_context
	migrate  C.uint8_t
}

func (p *pool) take(ruleset *C.stg_ruleset) (*C.stg_context, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if last := len(p.contexts) - 1; last >= 0 {
		context := p.contexts[last]
		p.contexts = p.contexts[:last]
		return context, nil
	}
	var context *C.stg_context
	var failure *C.stg_error
	err := check(C.stg_context_new(ruleset, &context, &failure), failure)
	return context, err
}

func (p *pool) give(context *C.stg_context) {
	C.stg_context_reset(context)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.contexts = append(p.contexts, context)
}

func (p *pool) free() {
	for _, context := range p.contexts {
		C.stg_context_free(context)
	}
}

// Close frees the ruleset, or leaves that to a call that uses it now. Its records live on. A second
// Close does nothing.
func (r *Ruleset) Close() error {
	r.handle.close()
	return nil
}

// Check gives the warnings and notes of a ruleset that loaded.
func (r *Ruleset) Check() ([]Diagnostic, error) {
	done, err := r.handle.use()
	if err != nil {
		return nil, err
	}
	defer done()
	var found *C.stg_diagnostics
	var failure *C.stg_error
	if err := check(C.stg_ruleset_check(r.pointer, &found, &failure), failure); err != nil {
		return nil, err
	}
	defer C.stg_diagnostics_free(found)
	return diagnostics(found), nil
}

// ParseTime reads an instant: RFC 3339, or a date or local time in the ruleset's time zone.
func (r *Ruleset) ParseTime(words string) (time.Time, error) {
	done, err := r.handle.use()
	if err != nil {
		return time.Time{}, err
	}
	defer done()
	data, size := bytesOf(words)
	var at C.int64_t
	var failure *C.stg_error
	if err := check(C.stg_time_parse(r.pointer, data, size, &at, &failure), failure); err != nil {
		return time.Time{}, err
	}
	return time.UnixMicro(int64(at)).UTC(), nil
}
