"""The C interface as ctypes sees it: result and argument types of every function.

Written by tools/interface.py from stagegraph.h. Without these types ctypes cuts 64-bit results to
32 bits, silently.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import Any


class Str(ctypes.Structure):
    """stg_str: borrowed text, not ended by a zero byte."""

    _fields_ = [("data", c_void_p), ("size", c_size_t)]


_handle = c_void_p
_out = POINTER(c_void_p)  # a handle that the call sets, or an error
_text = (c_char_p, c_size_t)
_enum = c_int32
_status = c_int32
_enum_out = POINTER(c_int32)
_u8_out = POINTER(c_uint8)
_u32_out = POINTER(c_uint32)
_i64_out = POINTER(c_int64)
_double_out = POINTER(c_double)
_str_out = POINTER(Str)

SIGNATURES: dict[str, tuple[Any, ...]] = {
    # The library
    "stg_version_string": (Str,),
    "stg_abi_version": (c_uint32,),
    "stg_build_info": (Str,),
    # Errors
    "stg_error_status": (_status, _handle),
    "stg_error_message": (Str, _handle),
    "stg_error_diagnostics": (_handle, _handle),
    "stg_error_free": (None, _handle),
    "stg_status_name": (Str, _status),
    # Diagnostics
    "stg_diagnostics_count": (c_uint32, _handle),
    "stg_diagnostics_error_count": (c_uint32, _handle),
    "stg_diagnostics_code": (Str, _handle, c_uint32),
    "stg_diagnostics_severity": (_enum, _handle, c_uint32),
    "stg_diagnostics_file": (Str, _handle, c_uint32),
    "stg_diagnostics_range": (None, _handle, c_uint32, _u32_out, _u32_out, _u32_out, _u32_out),
    "stg_diagnostics_path": (Str, _handle, c_uint32),
    "stg_diagnostics_message": (Str, _handle, c_uint32),
    "stg_diagnostics_edit": (
        c_uint8, _handle, c_uint32, _u32_out, _u32_out, _u32_out, _u32_out, _str_out,
    ),
    "stg_diagnostics_free": (None, _handle),
    # Buffers
    "stg_buffer_text": (Str, _handle),
    "stg_buffer_free": (None, _handle),
    # Options
    "stg_options_new": (_status, _out, _out),
    "stg_options_set_int": (_status, _handle, _enum, c_int64, _out),
    "stg_options_set_text": (_status, _handle, _enum, *_text, _out),
    "stg_options_free": (None, _handle),
    # Rulesets
    "stg_ruleset_load_file": (_status, *_text, _handle, _out, _out),
    "stg_ruleset_load_text": (_status, *_text, *_text, _handle, _out, _out),
    "stg_ruleset_ref": (_handle, _handle),
    "stg_ruleset_unref": (None, _handle),
    "stg_ruleset_name": (Str, _handle),
    "stg_ruleset_version": (Str, _handle),
    "stg_ruleset_title": (Str, _handle),
    "stg_ruleset_fingerprint": (Str, _handle),
    "stg_ruleset_behaviour": (Str, _handle),
    "stg_ruleset_time_zone": (Str, _handle),
    "stg_ruleset_check": (_status, _handle, _out, _out),
    "stg_ruleset_check_against": (_status, _handle, _handle, _out, _out),
    "stg_ruleset_render": (_status, _handle, _enum, _out, _out),
    "stg_ruleset_schema": (_status, _out, _out),
    "stg_ruleset_diff": (_status, *_text, *_text, *_text, *_text, _handle, _out, _out),
    "stg_ruleset_fact_count": (c_uint32, _handle),
    "stg_ruleset_fact_index": (c_uint32, _handle, *_text),
    "stg_ruleset_fact_name": (Str, _handle, c_uint32),
    "stg_ruleset_fact_type": (Str, _handle, c_uint32),
    "stg_ruleset_fact_member_count": (c_uint32, _handle, c_uint32),
    "stg_ruleset_fact_member": (Str, _handle, c_uint32, c_uint32),
    "stg_ruleset_fact_doc": (Str, _handle, c_uint32),
    "stg_ruleset_event_count": (c_uint32, _handle),
    "stg_ruleset_event_index": (c_uint32, _handle, *_text),
    "stg_ruleset_event_name": (Str, _handle, c_uint32),
    "stg_ruleset_event_field_count": (c_uint32, _handle, c_uint32),
    "stg_ruleset_event_field": (c_uint32, _handle, c_uint32, c_uint32),
    "stg_ruleset_field_index": (c_uint32, _handle, c_uint32, *_text),
    "stg_ruleset_field_name": (Str, _handle, c_uint32),
    "stg_ruleset_field_type": (Str, _handle, c_uint32),
    "stg_ruleset_action_count": (c_uint32, _handle),
    "stg_ruleset_action_index": (c_uint32, _handle, *_text),
    "stg_ruleset_action_name": (Str, _handle, c_uint32),
    "stg_ruleset_action_parameter_count": (c_uint32, _handle, c_uint32),
    "stg_ruleset_action_parameter_name": (Str, _handle, c_uint32, c_uint32),
    "stg_ruleset_action_parameter_type": (Str, _handle, c_uint32, c_uint32),
    "stg_ruleset_stage_count": (c_uint32, _handle),
    "stg_ruleset_stage_index": (c_uint32, _handle, *_text),
    "stg_ruleset_stage_name": (Str, _handle, c_uint32),
    "stg_ruleset_stage_title": (Str, _handle, c_uint32),
    "stg_ruleset_stage_parent": (c_uint32, _handle, c_uint32),
    "stg_ruleset_stage_initial": (c_uint32, _handle, c_uint32),
    "stg_ruleset_stage_is_group": (c_uint8, _handle, c_uint32),
    "stg_ruleset_stage_win_rate": (c_uint8, _handle, c_uint32, _double_out),
    "stg_ruleset_stage_is_final": (c_uint8, _handle, c_uint32),
    "stg_ruleset_initial": (c_uint32, _handle),
    "stg_ruleset_role_count": (c_uint32, _handle),
    "stg_ruleset_role_index": (c_uint32, _handle, *_text),
    "stg_ruleset_role_name": (Str, _handle, c_uint32),
    "stg_ruleset_table_count": (c_uint32, _handle),
    "stg_ruleset_table_index": (c_uint32, _handle, *_text),
    "stg_ruleset_table_name": (Str, _handle, c_uint32),
    # Time
    "stg_time_parse": (_status, _handle, *_text, _i64_out, _out),
    "stg_time_format": (_status, _handle, c_int64, _out, _out),
    # Records
    "stg_record_new": (_status, _handle, *_text, c_int64, _out, _out),
    "stg_record_clone": (_status, _handle, _out, _out),
    "stg_record_free": (None, _handle),
    "stg_record_from_json": (_status, _handle, *_text, _out, _out),
    "stg_record_to_json": (_status, _handle, _out, _out),
    "stg_record_place": (_status, _handle, c_uint32, c_int64, _out),
    "stg_record_id": (Str, _handle),
    "stg_record_stage": (c_uint32, _handle),
    "stg_record_entered": (c_int64, _handle, c_uint32),
    "stg_record_visits": (c_uint32, _handle, c_uint32),
    "stg_record_sequence": (c_int64, _handle),
    "stg_record_behaviour": (Str, _handle),
    "stg_record_set_unknown": (_status, _handle, c_uint32, _out),
    "stg_record_set_bool": (_status, _handle, c_uint32, c_uint8, _out),
    "stg_record_set_int": (_status, _handle, c_uint32, c_int64, _out),
    "stg_record_set_double": (_status, _handle, c_uint32, c_double, _out),
    "stg_record_set_decimal": (_status, _handle, c_uint32, *_text, _out),
    "stg_record_set_string": (_status, _handle, c_uint32, *_text, _out),
    "stg_record_set_timestamp": (_status, _handle, c_uint32, c_int64, _out),
    "stg_record_set_text": (_status, _handle, c_uint32, *_text, _out),
    "stg_record_set_json": (_status, _handle, c_uint32, *_text, _out),
    "stg_record_is_known": (c_uint8, _handle, c_uint32),
    "stg_record_get_bool": (_status, _handle, c_uint32, _u8_out, _u8_out, _out),
    "stg_record_get_int": (_status, _handle, c_uint32, _i64_out, _u8_out, _out),
    "stg_record_get_double": (_status, _handle, c_uint32, _double_out, _u8_out, _out),
    "stg_record_get_decimal": (_status, _handle, c_uint32, _out, _u8_out, _out),
    "stg_record_get_string": (_status, _handle, c_uint32, _str_out, _u8_out, _out),
    "stg_record_get_timestamp": (_status, _handle, c_uint32, _i64_out, _u8_out, _out),
    "stg_record_get_json": (_status, _handle, c_uint32, _out, _out),
    # Payloads
    "stg_payload_new": (_status, _handle, _out, _out),
    "stg_payload_clear": (None, _handle),
    "stg_payload_free": (None, _handle),
    "stg_payload_set_bool": (_status, _handle, c_uint32, c_uint8, _out),
    "stg_payload_set_int": (_status, _handle, c_uint32, c_int64, _out),
    "stg_payload_set_double": (_status, _handle, c_uint32, c_double, _out),
    "stg_payload_set_decimal": (_status, _handle, c_uint32, *_text, _out),
    "stg_payload_set_string": (_status, _handle, c_uint32, *_text, _out),
    "stg_payload_set_timestamp": (_status, _handle, c_uint32, c_int64, _out),
    "stg_payload_set_text": (_status, _handle, c_uint32, *_text, _out),
    "stg_payload_set_json": (_status, _handle, c_uint32, *_text, _out),
    # Events as JSON
    "stg_event_from_json": (_status, _handle, *_text, _out, _out),
    "stg_event_free": (None, _handle),
    "stg_event_index": (c_uint32, _handle),
    "stg_event_record": (Str, _handle),
    "stg_event_at": (c_int64, _handle),
    "stg_event_payload": (_handle, _handle),
    # Contexts
    "stg_context_new": (_status, _handle, _out, _out),
    "stg_context_reset": (None, _handle),
    "stg_context_free": (None, _handle),
    "stg_context_set_actor": (_status, _handle, *_text, _str_out, c_uint32, _out),
    "stg_context_set_event_id": (_status, _handle, *_text, _out),
    "stg_context_set_event": (_status, _handle, _handle, _out),
    "stg_context_set_trace": (_status, _handle, c_uint8, _out),
    "stg_context_set_migrate": (_status, _handle, c_uint8, _out),
    "stg_context_set_expected_sequence": (_status, _handle, c_int64, _out),
    "stg_context_set_counter": (_status, _handle, c_uint32, *_text, c_int64, _out),
    "stg_context_set_counters_complete": (_status, _handle, c_uint8, _out),
    "stg_context_clear_counters": (None, _handle),
    # Quotas
    "stg_ruleset_quota_count": (c_uint32, _handle),
    "stg_ruleset_quota_index": (c_uint32, _handle, *_text),
    "stg_ruleset_quota_name": (Str, _handle, c_uint32),
    "stg_ruleset_quota_limit": (c_int64, _handle, c_uint32),
    "stg_ruleset_quota_counts_event": (c_uint8, _handle, c_uint32, c_uint32),
    "stg_quota_window": (_status, _handle, c_uint32, c_int64, _i64_out, _out),
    "stg_quota_key": (_status, _handle, c_uint32, _handle, _out, _u8_out, _out),
    "stg_quota_counts": (_status, _handle, c_uint32, _handle, c_int64, _handle, _u8_out, _out),
    # Deciding
    "stg_decide": (_status, _handle, _handle, c_uint32, _handle, c_int64, _handle, _out, _out),
    "stg_approve": (_status, _handle, _handle, *_text, c_int64, _handle, _out, _out),
    "stg_reject": (_status, _handle, _handle, *_text, c_int64, _handle, _out, _out),
    "stg_decide_event": (_status, _handle, _handle, _handle, _handle, _out, _out),
    "stg_record_refresh": (_status, _handle, c_int64, _handle, _out),
    "stg_begin": (_status, _handle, _handle, c_int64, _handle, _out, _out),
    "stg_advance": (_status, _handle, _handle, c_int64, _handle, _out, _out),
    "stg_record_migrate": (_status, _handle, *_text, c_int64, _handle, _out, _out),
    "stg_apply": (_status, _handle, _handle, _out),
    "stg_record_next_due": (c_int64, _handle),
    "stg_table_evaluate": (
        _status, _handle, c_uint32, _handle, c_int64, _handle, _out, _enum_out, _out,
    ),
    # Reading a decision
    "stg_decisions_count": (c_uint32, _handle),
    "stg_decisions_get": (_handle, _handle, c_uint32),
    "stg_decisions_free": (None, _handle),
    "stg_decision_free": (None, _handle),
    "stg_decision_to_json": (_status, _handle, _out, _out),
    "stg_decision_record_id": (Str, _handle),
    "stg_decision_at": (c_int64, _handle),
    "stg_decision_cause": (_enum, _handle),
    "stg_decision_cause_name": (Str, _handle),
    "stg_decision_event_id": (Str, _handle),
    "stg_decision_reminder": (Str, _handle),
    "stg_decision_is_late": (c_uint8, _handle),
    "stg_decision_outcome": (_enum, _handle),
    "stg_decision_changes_record": (c_uint8, _handle),
    "stg_outcome_name": (Str, _enum),
    "stg_decision_from": (c_uint32, _handle),
    "stg_decision_to": (c_uint32, _handle),
    "stg_decision_transition": (Str, _handle),
    "stg_decision_steps": (c_uint64, _handle),
    "stg_decision_reason_count": (c_uint32, _handle),
    "stg_decision_reason_code": (Str, _handle, c_uint32),
    "stg_decision_reason_text": (Str, _handle, c_uint32),
    "stg_decision_need_count": (c_uint32, _handle),
    "stg_decision_need": (Str, _handle, c_uint32),
    "stg_decision_changed_fact_count": (c_uint32, _handle),
    "stg_decision_changed_fact": (c_uint32, _handle, c_uint32),
    "stg_decision_action_count": (c_uint32, _handle),
    "stg_decision_action_id": (_status, _handle, c_uint32, _out, _out),
    "stg_decision_action_name": (Str, _handle, c_uint32),
    "stg_decision_action_due": (c_int64, _handle, c_uint32),
    "stg_decision_argument_count": (c_uint32, _handle, c_uint32),
    "stg_decision_argument_name": (Str, _handle, c_uint32, c_uint32),
    "stg_decision_argument_text": (_status, _handle, c_uint32, c_uint32, _out, _out),
    "stg_decision_argument_json": (_status, _handle, c_uint32, c_uint32, _out, _out),
    "stg_decision_timer_count": (c_uint32, _handle),
    "stg_decision_timer_name": (Str, _handle, c_uint32),
    "stg_decision_timer_due": (c_int64, _handle, c_uint32),
    "stg_decision_timer_is_overdue": (c_uint8, _handle, c_uint32),
    "stg_decision_timer_flag_count": (c_uint32, _handle, c_uint32),
    "stg_decision_timer_flag": (Str, _handle, c_uint32, c_uint32),
    "stg_decision_counter_count": (c_uint32, _handle),
    "stg_decision_counter": (Str, _handle, c_uint32, _i64_out, _i64_out),
    "stg_decision_counter_quota": (c_uint32, _handle, c_uint32, _str_out),
    "stg_decision_next_due": (c_int64, _handle),
    "stg_decision_sequence": (c_int64, _handle),
    "stg_decision_first_outcome": (_enum, _handle, _i64_out),
    "stg_decision_record": (_handle, _handle),
    "stg_decision_trace_count": (c_uint32, _handle),
    "stg_decision_trace_source": (Str, _handle, c_uint32, _u32_out, _u32_out),
    "stg_decision_trace_value": (_status, _handle, c_uint32, _out, _out),
    "stg_decision_trace_fact_count": (c_uint32, _handle, c_uint32),
    "stg_decision_trace_fact": (c_uint32, _handle, c_uint32, c_uint32),
    "stg_decision_trace_fact_value": (_status, _handle, c_uint32, c_uint32, _out, _out),
    # CEL on its own
    "stg_expression_compile": (_status, *_text, *_text, _handle, _out, _out),
    "stg_expression_type": (Str, _handle),
    "stg_expression_facts": (Str, _handle),
    "stg_expression_cost": (c_uint64, _handle),
    "stg_expression_evaluate": (_status, _handle, *_text, _out, _enum_out, _out),
    "stg_expression_free": (None, _handle),
    # Tests
    "stg_test_run": (
        _status, _str_out, c_uint32, _handle, _enum, c_uint8, _out, _u32_out, _u32_out, _u32_out,
        _out,
    ),
}
"""By function: the type of its result, then those of its arguments."""


def declare(library: ctypes.CDLL) -> None:
    """Sets `restype` and `argtypes` of every function. Raises AttributeError if one is missing."""
    for name, (result, *arguments) in SIGNATURES.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
