// SPDX-License-Identifier: Apache-2.0

package stagegraph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// Decimal is an exact number in plain notation, such as "128000.50".
type Decimal string

// Date is a day without a time, such as "2026-03-02".
type Date string

// Values are facts, or what an event carries, by name. A value is a bool, a whole number, a float64,
// a Decimal, a string, a time.Time, a Date, a time.Duration, a slice or a map of them. nil stands for
// what is not known. Instants are cut off at the microsecond. What is read is an int64, a []any and a
// map[string]any.
type Values map[string]any

func invalid(format string, arguments ...any) error {
	return &Error{Status: StatusInvalidInput, Message: fmt.Sprintf(format, arguments...)}
}

// instant is RFC 3339 in UTC with microseconds.
func instant(at time.Time) (string, error) {
	at = at.UTC()
	if at.Year() < 1 || at.Year() > 9999 {
		return "", invalid("the instant is outside the years 0001 to 9999")
	}
	return at.Format("2006-01-02T15:04:05.000000Z"), nil
}

func micros(at time.Time) (int64, error) {
	_, err := instant(at)
	return at.UnixMicro(), err
}

// object writes values as a JSON object.
func object(values map[string]any) (string, error) {
	plain, err := writable(reflect.ValueOf(values))
	if err != nil {
		return "", err
	}
	words, err := json.Marshal(plain)
	return string(words), err
}

// writable gives a value as json.Marshal writes what the library reads.
func writable(value reflect.Value) (any, error) {
	for value.Kind() == reflect.Interface || value.Kind() == reflect.Pointer {
		value = value.Elem()
	}
	if !value.IsValid() {
		return nil, nil
	}
	switch typed := value.Interface().(type) {
	case time.Time:
		return instant(typed)
	case time.Duration:
		seconds := new(big.Rat).SetFrac64(int64(typed), int64(time.Second))
		return seconds.FloatString(9) + "s", nil
	case json.Number:
		return typed, nil
	}
	switch value.Kind() {
	case reflect.String:
		if !utf8.ValidString(value.String()) {
			return nil, invalid("text is not UTF-8: %q", value.String())
		}
		return value.String(), nil
	case reflect.Float32, reflect.Float64:
		if math.IsNaN(value.Float()) || math.IsInf(value.Float(), 0) {
			return nil, invalid("%v is not a number. nil stands for what is not known", value.Float())
		}
		return value.Float(), nil
	case reflect.Slice, reflect.Array:
		return writableItems(value)
	case reflect.Map:
		return writableMembers(value)
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return value.Interface(), nil
	}
	return nil, invalid("a value cannot be a %s", value.Type())
}

func writableItems(value reflect.Value) (any, error) {
	items := make([]any, value.Len())
	for i := range items {
		item, err := writable(value.Index(i))
		if err != nil {
			return nil, err
		}
		items[i] = item
	}
	return items, nil
}

func writableMembers(value reflect.Value) (any, error) {
	if value.Type().Key().Kind() != reflect.String {
		return nil, invalid("the key of a map is a string, not a %s", value.Type().Key())
	}
	members := make(map[string]any, value.Len())
	for _, key := range value.MapKeys() {
		name, err := writable(key)
		if err != nil {
			return nil, err
		}
		if members[name.(string)], err = writable(value.MapIndex(key)); err != nil {
			return nil, err
		}
	}
	return members, nil
}

// parse reads JSON with every digit of its numbers.
func parse(words string, into any) error {
	decoder := json.NewDecoder(bytes.NewReader([]byte(words)))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// readable gives a value of parsed JSON as what its declared type is in Go.
func readable(kind string, value any) any {
	switch typed := value.(type) {
	case []any:
		element := strings.TrimSuffix(strings.TrimPrefix(kind, "list("), ")")
		for i := range typed {
			typed[i] = readable(element, typed[i])
		}
	case map[string]any:
		_, member, _ := strings.Cut(strings.TrimSuffix(kind, ")"), ",")
		for key := range typed {
			typed[key] = readable(strings.TrimSpace(member), typed[key])
		}
	case json.Number:
		return number(kind, typed)
	case string:
		return fromText(kind, typed)
	}
	return value
}

func number(kind string, digits json.Number) any {
	if kind == "decimal" {
		return Decimal(digits)
	}
	if whole, err := digits.Int64(); err == nil && kind != "double" {
		return whole
	}
	if kind == "double" {
		real, _ := digits.Float64()
		return real
	}
	return Decimal(digits) // of no declared type, and exact
}

func fromText(kind string, words string) any {
	switch kind {
	case "timestamp":
		if at, err := time.Parse(time.RFC3339Nano, words); err == nil {
			return at
		}
	case "date":
		return Date(words)
	case "duration":
		if span, ok := duration(words); ok {
			return span
		}
	}
	return words
}

// duration reads "129600.5s". One above 292 years does not fit, and stays text.
func duration(words string) (time.Duration, bool) {
	seconds, ok := new(big.Rat).SetString(strings.TrimSuffix(words, "s"))
	if !ok {
		return 0, false
	}
	span := seconds.Mul(seconds, big.NewRat(int64(time.Second), 1))
	nanoseconds := new(big.Int).Quo(span.Num(), span.Denom())
	return time.Duration(nanoseconds.Int64()), nanoseconds.IsInt64()
}
