// SPDX-License-Identifier: Apache-2.0

package stagegraph

/*
#cgo pkg-config: stagegraph
#include <stagegraph/stagegraph.h>
*/
import "C"

import (
	"errors"
	"fmt"
	"sync"
	"unsafe"
)

// ErrClosed is what a use of an object after its Close gives.
var ErrClosed = errors.New("stagegraph: this object is closed")

// Error says why a call failed.
type Error struct {
	Status      Status
	Message     string
	Diagnostics []Diagnostic // the findings in a ruleset or a text, often several
}

// Error gives the message, and each finding on a line of its own.
func (e *Error) Error() string {
	text := "stagegraph: " + e.Message
	for _, found := range e.Diagnostics {
		text += "\n" + found.String()
	}
	return text
}

// Diagnostic is a finding in what somebody wrote. Lines and columns count from 1, columns in
// characters, and the end lies after the last one. A line of 0 says that the place is not known.
type Diagnostic struct {
	Code       string // stable, such as "unknown-key"
	Severity   string // "error", "warning" or "note"
	Message    string
	File       string
	Line       int
	Column     int
	EndLine    int
	EndColumn  int
	Path       string // the place in the document, such as "stages.lead.events.hand_over"
	Suggestion *Edit  // the change that mends it, where one is known
}

// Edit is a text to put in the place of a range.
type Edit struct {
	Line, Column, EndLine, EndColumn int
	Text                             string
}

// String gives a finding as compilers print it.
func (d Diagnostic) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", d.File, d.Line, d.Column, d.Severity, d.Message, d.Code)
}

var severities = [...]string{"error", "warning", "note"}

func init() {
	if abi := C.stg_abi_version(); abi != C.STG_ABI_VERSION {
		panic(fmt.Sprintf("libstagegraph has version %d of the C interface, and this package needs %d",
			abi, C.STG_ABI_VERSION))
	}
}

// Version is the release of the library, such as "0.1.0".
func Version() string { return text(C.stg_version_string()) }

// text copies what the library lends.
func text(lent C.stg_str) string {
	return C.GoStringN(lent.data, C.int(lent.size))
}

// bytesOf lends a text to the library for one call.
func bytesOf(text string) (*C.char, C.size_t) {
	if text == "" {
		return nil, 0
	}
	words := []byte(text)
	return (*C.char)(unsafe.Pointer(&words[0])), C.size_t(len(words))
}

// check turns what a call reports into an error, and frees it.
func check(status C.stg_status, err *C.stg_error) error {
	if status == C.STG_STATUS_OK {
		return nil
	}
	defer C.stg_error_free(err)
	return &Error{
		Status:      Status(text(C.stg_status_name(status))),
		Message:     text(C.stg_error_message(err)),
		Diagnostics: diagnostics(C.stg_error_diagnostics(err)),
	}
}

func diagnostics(list *C.stg_diagnostics) []Diagnostic {
	var found []Diagnostic
	for i := C.uint32_t(0); i < C.stg_diagnostics_count(list); i++ {
		var line, column, endLine, endColumn C.uint32_t
		C.stg_diagnostics_range(list, i, &line, &column, &endLine, &endColumn)
		found = append(found, Diagnostic{
			Code:       text(C.stg_diagnostics_code(list, i)),
			Severity:   severities[C.stg_diagnostics_severity(list, i)],
			Message:    text(C.stg_diagnostics_message(list, i)),
			File:       text(C.stg_diagnostics_file(list, i)),
			Line:       int(line),
			Column:     int(column),
			EndLine:    int(endLine),
			EndColumn:  int(endColumn),
			Path:       text(C.stg_diagnostics_path(list, i)),
			Suggestion: suggestion(list, i),
		})
	}
	return found
}

func suggestion(list *C.stg_diagnostics, i C.uint32_t) *Edit {
	var line, column, endLine, endColumn C.uint32_t
	var words C.stg_str
	if C.stg_diagnostics_edit(list, i, &line, &column, &endLine, &endColumn, &words) == 0 {
		return nil
	}
	return &Edit{int(line), int(column), int(endLine), int(endColumn), text(words)}
}

// written takes the text of a buffer, and frees it.
func written(buffer *C.stg_buffer, failed error) (string, error) {
	defer C.stg_buffer_free(buffer)
	if failed != nil {
		return "", failed
	}
	return text(C.stg_buffer_text(buffer)), nil
}

// handle is an object of the library. It is freed by close, or by the last call that uses it then.
type handle struct {
	mutex  sync.Mutex
	users  int
	closed bool
	free   func()
}

// use keeps the object alive until the function that it returns is called.
func (h *handle) use() (func(), error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.closed {
		return nil, ErrClosed
	}
	h.users++
	return h.release, nil
}

func (h *handle) release() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.users--
	h.freeUnused()
}

func (h *handle) close() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.closed = true
	h.freeUnused()
}

func (h *handle) freeUnused() {
	if h.closed && h.users == 0 && h.free != nil {
		h.free()
		h.free = nil
	}
}
