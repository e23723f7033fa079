<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use FFI\CData;

/** What reading and writing values needs of a ruleset. */
final class Schema
{
    /** @var list<string> */
    public array $stages = [];
    /** @var array<string, string> by fact: its type */
    public array $facts = [];
    /** @var array<string, array<string, string>> by event: the types of its fields */
    public array $fields = [];
    /** @var array<string, array<string, string>> by action: the types of its arguments */
    public array $arguments = [];

    public function __construct(CData $rules)
    {
        $ffi = Library::ffi();
        $ask = fn (string $what, int ...$at) => Library::text($ffi->{"stg_ruleset_$what"}($rules, ...$at));
        for ($i = 0; $i < $ffi->stg_ruleset_stage_count($rules); ++$i) {
            $this->stages[] = $ask('stage_name', $i);
        }
        for ($i = 0; $i < $ffi->stg_ruleset_fact_count($rules); ++$i) {
            $this->facts[$ask('fact_name', $i)] = $ask('fact_type', $i);
        }
        for ($i = 0; $i < $ffi->stg_ruleset_event_count($rules); ++$i) {
            $types = [];
            for ($p = 0; $p < $ffi->stg_ruleset_event_field_count($rules, $i); ++$p) {
                $field = $ffi->stg_ruleset_event_field($rules, $i, $p);
                $types[$ask('field_name', $field)] = $ask('field_type', $field);
            }
            $this->fields[$ask('event_name', $i)] = $types;
        }
        for ($i = 0; $i < $ffi->stg_ruleset_action_count($rules); ++$i) {
            $types = [];
            for ($p = 0; $p < $ffi->stg_ruleset_action_parameter_count($rules, $i); ++$p) {
                $kind = $ask('action_parameter_type', $i, $p);
                $types[$ask('action_parameter_name', $i, $p)] = $kind === 'timestamp' ? '' : $kind;
            }
            $this->arguments[$ask('action_name', $i)] = $types;
        }
    }
}
