// Written by tools/interface.py from stagegraph.h.
package stagegraph;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.ByteByReference;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** The functions of the C interface, mapped directly. */
final class Lib {
  static final int ABI_VERSION = 1;
  static final int NONE = -1;
  static final long NEVER = Long.MAX_VALUE;

  static {
    Loader.register(Lib.class);
  }

  private Lib() {}

  static native Str.ByValue stg_version_string();
  static native int stg_abi_version();
  static native Str.ByValue stg_build_info();
  static native int stg_error_status(Pointer error);
  static native Str.ByValue stg_error_message(Pointer error);
  static native Pointer stg_error_diagnostics(Pointer error);
  static native void stg_error_free(Pointer error);
  static native Str.ByValue stg_status_name(int status);
  static native int stg_diagnostics_count(Pointer diagnostics);
  static native int stg_diagnostics_error_count(Pointer diagnostics);
  static native Str.ByValue stg_diagnostics_code(Pointer diagnostics, int index);
  static native int stg_diagnostics_severity(Pointer diagnostics, int index);
  static native Str.ByValue stg_diagnostics_file(Pointer diagnostics, int index);
  static native void stg_diagnostics_range(Pointer diagnostics, int index, IntByReference line,
      IntByReference column, IntByReference end_line, IntByReference end_column);
  static native Str.ByValue stg_diagnostics_path(Pointer diagnostics, int index);
  static native Str.ByValue stg_diagnostics_message(Pointer diagnostics, int index);
  static native byte stg_diagnostics_edit(Pointer diagnostics, int index, IntByReference line,
      IntByReference column, IntByReference end_line, IntByReference end_column, Pointer text);
  static native void stg_diagnostics_free(Pointer diagnostics);
  static native Str.ByValue stg_buffer_text(Pointer buffer);
  static native void stg_buffer_free(Pointer buffer);
  static native int stg_options_new(PointerByReference options, PointerByReference err);
  static native int stg_options_set_int(Pointer options, int option, long value,
      PointerByReference err);
  static native int stg_options_set_text(Pointer options, int option, byte[] value,
      SizeT value_size, PointerByReference err);
  static native void stg_options_free(Pointer options);
  static native int stg_ruleset_load_file(byte[] path, SizeT path_size, Pointer options,
      PointerByReference ruleset, PointerByReference err);
  static native int stg_ruleset_load_text(byte[] text, SizeT text_size, byte[] file,
      SizeT file_size, Pointer options, PointerByReference ruleset, PointerByReference err);
  static native Pointer stg_ruleset_ref(Pointer ruleset);
  static native void stg_ruleset_unref(Pointer ruleset);
  static native Str.ByValue stg_ruleset_name(Pointer ruleset);
  static native Str.ByValue stg_ruleset_version(Pointer ruleset);
  static native Str.ByValue stg_ruleset_title(Pointer ruleset);
  static native Str.ByValue stg_ruleset_fingerprint(Pointer ruleset);
  static native Str.ByValue stg_ruleset_behaviour(Pointer ruleset);
  static native Str.ByValue stg_ruleset_time_zone(Pointer ruleset);
  static native int stg_ruleset_check(Pointer ruleset, PointerByReference diagnostics,
      PointerByReference err);
  static native int stg_ruleset_check_against(Pointer ruleset, Pointer old,
      PointerByReference diagnostics, PointerByReference err);
  static native int stg_ruleset_render(Pointer ruleset, int format, PointerByReference text,
      PointerByReference err);
  static native int stg_ruleset_schema(PointerByReference schema, PointerByReference err);
  static native int stg_ruleset_diff(byte[] old_text, SizeT old_text_size, byte[] old_file,
      SizeT old_file_size, byte[] new_text, SizeT new_text_size, byte[] new_file,
      SizeT new_file_size, Pointer options, PointerByReference report, PointerByReference err);
  static native int stg_ruleset_fact_count(Pointer ruleset);
  static native int stg_ruleset_fact_index(Pointer ruleset, byte[] name, SizeT name_size);
  static native Str.ByValue stg_ruleset_fact_name(Pointer ruleset, int fact);
  static native Str.ByValue stg_ruleset_fact_type(Pointer ruleset, int fact);
  static native int stg_ruleset_fact_member_count(Pointer ruleset, int fact);
  static native Str.ByValue stg_ruleset_fact_member(Pointer ruleset, int fact, int member);
  static native Str.ByValue stg_ruleset_fact_doc(Pointer ruleset, int fact);
  static native int stg_ruleset_event_count(Pointer ruleset);
  static native int stg_ruleset_event_index(Pointer ruleset, byte[] name, SizeT name_size);
  static native Str.ByValue stg_ruleset_event_name(Pointer ruleset, int event);
  static native int stg_ruleset_event_field_count(Pointer ruleset, int event);
  static native int stg_ruleset_event_field(Pointer ruleset, int event, int position);
  static native int stg_ruleset_field_index(Pointer ruleset, int event, byte[] name,
      SizeT name_size);
  static native Str.ByValue stg_ruleset_field_name(Pointer ruleset, int field);
  static native Str.ByValue stg_ruleset_field_type(Pointer ruleset, int field);
  static native int stg_ruleset_action_count(Pointer ruleset);
  static native int stg_ruleset_action_index(Pointer ruleset, byte[] name, SizeT name_size);
  static native Str.ByValue stg_ruleset_action_name(Pointer ruleset, int action);
  static native int stg_ruleset_action_parameter_count(Pointer ruleset, int action);
  static native Str.ByValue stg_ruleset_action_parameter_name(Pointer ruleset, int action,
      int parameter);
  static native Str.ByValue stg_ruleset_action_parameter_type(Pointer ruleset, int action,
      int parameter);
  static native int stg_ruleset_stage_count(Pointer ruleset);
  static native int stg_ruleset_stage_index(Pointer ruleset, byte[] path, SizeT path_size);
  static native Str.ByValue stg_ruleset_stage_name(Pointer ruleset, int stage);
  static native Str.ByValue stg_ruleset_stage_title(Pointer ruleset, int stage);
  static native int stg_ruleset_stage_parent(Pointer ruleset, int stage);
  static native int stg_ruleset_stage_initial(Pointer ruleset, int stage);
  static native byte stg_ruleset_stage_is_group(Pointer ruleset, int stage);
  static native byte stg_ruleset_stage_win_rate(Pointer ruleset, int stage, DoubleByReference rate);
  static native byte stg_ruleset_stage_is_final(Pointer ruleset, int stage);
  static native int stg_ruleset_initial(Pointer ruleset);
  static native int stg_ruleset_role_count(Pointer ruleset);
  static native int stg_ruleset_role_index(Pointer ruleset, byte[] name, SizeT name_size);
  static native Str.ByValue stg_ruleset_role_name(Pointer ruleset, int role);
  static native int stg_ruleset_table_count(Pointer ruleset);
  static native int stg_ruleset_table_index(Pointer ruleset, byte[] name, SizeT name_size);
  static native Str.ByValue stg_ruleset_table_name(Pointer ruleset, int table);
  static native int stg_time_parse(Pointer ruleset, byte[] text, SizeT text_size,
      LongByReference instant, PointerByReference err);
  static native int stg_time_format(Pointer ruleset, long instant, PointerByReference text,
      PointerByReference err);
  static native int stg_record_new(Pointer ruleset, byte[] id, SizeT id_size, long at,
      PointerByReference record, PointerByReference err);
  static native int stg_record_clone(Pointer record, PointerByReference copy,
      PointerByReference err);
  static native void stg_record_free(Pointer record);
  static native int stg_record_from_json(Pointer ruleset, byte[] text, SizeT text_size,
      PointerByReference record, PointerByReference err);
  static native int stg_record_to_json(Pointer record, PointerByReference text,
      PointerByReference err);
  static native int stg_record_place(Pointer record, int stage, long entered,
      PointerByReference err);
  static native Str.ByValue stg_record_id(Pointer record);
  static native int stg_record_stage(Pointer record);
  static native long stg_record_entered(Pointer record, int stage);
  static native int stg_record_visits(Pointer record, int stage);
  static native long stg_record_sequence(Pointer record);
  static native Str.ByValue stg_record_behaviour(Pointer record);
  static native int stg_record_set_unknown(Pointer record, int fact, PointerByReference err);
  static native int stg_record_set_bool(Pointer record, int fact, byte value,
      PointerByReference err);
  static native int stg_record_set_int(Pointer record, int fact, long value,
      PointerByReference err);
  static native int stg_record_set_double(Pointer record, int fact, double value,
      PointerByReference err);
  static native int stg_record_set_decimal(Pointer record, int fact, byte[] text, SizeT text_size,
      PointerByReference err);
  static native int stg_record_set_string(Pointer record, int fact, byte[] text, SizeT text_size,
      PointerByReference err);
  static native int stg_record_set_timestamp(Pointer record, int fact, long instant,
      PointerByReference err);
  static native int stg_record_set_text(Pointer record, int fact, byte[] text, SizeT text_size,
      PointerByReference err);
  static native int stg_record_set_json(Pointer record, int fact, byte[] text, SizeT text_size,
      PointerByReference err);
  static native byte stg_record_is_known(Pointer record, int fact);
  static native int stg_record_get_bool(Pointer record, int fact, ByteByReference value,
      ByteByReference known, PointerByReference err);
  static native int stg_record_get_int(Pointer record, int fact, LongByReference value,
      ByteByReference known, PointerByReference err);
  static native int stg_record_get_double(Pointer record, int fact, DoubleByReference value,
      ByteByReference known, PointerByReference err);
  static native int stg_record_get_decimal(Pointer record, int fact, PointerByReference text,
      ByteByReference known, PointerByReference err);
  static native int stg_record_get_string(Pointer record, int fact, Pointer value,
      ByteByReference known, PointerByReference err);
  static native int stg_record_get_timestamp(Pointer record, int fact, LongByReference instant,
      ByteByReference known, PointerByReference err);
  static native int stg_record_get_json(Pointer record, int fact, PointerByReference text,
      PointerByReference err);
  static native int stg_payload_new(Pointer ruleset, PointerByReference payload,
      PointerByReference err);
  static native void stg_payload_clear(Pointer payload);
  static native void stg_payload_free(Pointer payload);
  static native int stg_payload_set_bool(Pointer payload, int field, byte value,
      PointerByReference err);
  static native int stg_payload_set_int(Pointer payload, int field, long value,
      PointerByReference err);
  static native int stg_payload_set_double(Pointer payload, int field, double value,
      PointerByReference err);
  static native int stg_payload_set_decimal(Pointer payload, int field, byte[] text,
      SizeT text_size, PointerByReference err);
  static native int stg_payload_set_string(Pointer payload, int field, byte[] text, SizeT text_size,
      PointerByReference err);
  static native int stg_payload_set_timestamp(Pointer payload, int field, long instant,
      PointerByReference err);
  static native int stg_payload_set_text(Pointer payload, int field, byte[] text, SizeT text_size,
      PointerByReference err);
  static native int stg_payload_set_json(Pointer payload, int event, byte[] text, SizeT text_size,
      PointerByReference err);
  static native int stg_event_from_json(Pointer ruleset, byte[] text, SizeT text_size,
      PointerByReference event, PointerByReference err);
  static native void stg_event_free(Pointer event);
  static native int stg_event_index(Pointer event);
  static native Str.ByValue stg_event_record(Pointer event);
  static native long stg_event_at(Pointer event);
  static native Pointer stg_event_payload(Pointer event);
  static native int stg_context_new(Pointer ruleset, PointerByReference context,
      PointerByReference err);
  static native void stg_context_reset(Pointer context);
  static native void stg_context_free(Pointer context);
  static native int stg_context_set_actor(Pointer context, byte[] id, SizeT id_size, Pointer roles,
      int role_count, PointerByReference err);
  static native int stg_context_set_event_id(Pointer context, byte[] id, SizeT id_size,
      PointerByReference err);
  static native int stg_context_set_event(Pointer context, Pointer event, PointerByReference err);
  static native int stg_context_set_trace(Pointer context, byte on, PointerByReference err);
  static native int stg_context_set_migrate(Pointer context, byte on, PointerByReference err);
  static native int stg_context_set_expected_sequence(Pointer context, long sequence,
      PointerByReference err);
  static native int stg_context_set_counter(Pointer context, int quota, byte[] key, SizeT key_size,
      long used, PointerByReference err);
  static native int stg_context_set_counters_complete(Pointer context, byte on,
      PointerByReference err);
  static native void stg_context_clear_counters(Pointer context);
  static native int stg_ruleset_quota_count(Pointer ruleset);
  static native int stg_ruleset_quota_index(Pointer ruleset, byte[] name, SizeT name_size);
  static native Str.ByValue stg_ruleset_quota_name(Pointer ruleset, int quota);
  static native long stg_ruleset_quota_limit(Pointer ruleset, int quota);
  static native byte stg_ruleset_quota_counts_event(Pointer ruleset, int quota, int event);
  static native int stg_quota_window(Pointer ruleset, int quota, long now, LongByReference begin,
      PointerByReference err);
  static native int stg_quota_key(Pointer ruleset, int quota, Pointer record,
      PointerByReference key, ByteByReference known, PointerByReference err);
  static native int stg_quota_counts(Pointer ruleset, int quota, Pointer record, long now,
      Pointer context, ByteByReference counts, PointerByReference err);
  static native int stg_decide(Pointer ruleset, Pointer record, int event, Pointer payload,
      long now, Pointer context, PointerByReference decision, PointerByReference err);
  static native int stg_approve(Pointer ruleset, Pointer record, byte[] name, SizeT name_size,
      long now, Pointer context, PointerByReference decision, PointerByReference err);
  static native int stg_reject(Pointer ruleset, Pointer record, byte[] name, SizeT name_size,
      long now, Pointer context, PointerByReference decision, PointerByReference err);
  static native int stg_decide_event(Pointer ruleset, Pointer record, Pointer event,
      Pointer context, PointerByReference decision, PointerByReference err);
  static native int stg_record_refresh(Pointer record, long now, Pointer context,
      PointerByReference err);
  static native int stg_begin(Pointer ruleset, Pointer record, long now, Pointer context,
      PointerByReference decision, PointerByReference err);
  static native int stg_advance(Pointer ruleset, Pointer record, long now, Pointer context,
      PointerByReference decisions, PointerByReference err);
  static native int stg_record_migrate(Pointer ruleset, byte[] record_json, SizeT json_size,
      long now, Pointer context, PointerByReference decision, PointerByReference err);
  static native int stg_apply(Pointer record, Pointer decision, PointerByReference err);
  static native long stg_record_next_due(Pointer record);
  static native int stg_table_evaluate(Pointer ruleset, int table, Pointer record, long now,
      Pointer context, PointerByReference json, IntByReference result, PointerByReference err);
  static native int stg_decisions_count(Pointer decisions);
  static native Pointer stg_decisions_get(Pointer decisions, int index);
  static native void stg_decisions_free(Pointer decisions);
  static native void stg_decision_free(Pointer decision);
  static native int stg_decision_to_json(Pointer decision, PointerByReference text,
      PointerByReference err);
  static native Str.ByValue stg_decision_record_id(Pointer decision);
  static native long stg_decision_at(Pointer decision);
  static native int stg_decision_cause(Pointer decision);
  static native Str.ByValue stg_decision_cause_name(Pointer decision);
  static native Str.ByValue stg_decision_event_id(Pointer decision);
  static native Str.ByValue stg_decision_reminder(Pointer decision);
  static native byte stg_decision_is_late(Pointer decision);
  static native int stg_decision_outcome(Pointer decision);
  static native byte stg_decision_changes_record(Pointer decision);
  static native Str.ByValue stg_outcome_name(int outcome);
  static native int stg_decision_from(Pointer decision);
  static native int stg_decision_to(Pointer decision);
  static native Str.ByValue stg_decision_transition(Pointer decision);
  static native long stg_decision_steps(Pointer decision);
  static native int stg_decision_reason_count(Pointer decision);
  static native Str.ByValue stg_decision_reason_code(Pointer decision, int index);
  static native Str.ByValue stg_decision_reason_text(Pointer decision, int index);
  static native int stg_decision_need_count(Pointer decision);
  static native Str.ByValue stg_decision_need(Pointer decision, int index);
  static native int stg_decision_changed_fact_count(Pointer decision);
  static native int stg_decision_changed_fact(Pointer decision, int index);
  static native int stg_decision_action_count(Pointer decision);
  static native int stg_decision_action_id(Pointer decision, int action, PointerByReference id,
      PointerByReference err);
  static native Str.ByValue stg_decision_action_name(Pointer decision, int action);
  static native long stg_decision_action_due(Pointer decision, int action);
  static native int stg_decision_argument_count(Pointer decision, int action);
  static native Str.ByValue stg_decision_argument_name(Pointer decision, int action, int argument);
  static native int stg_decision_argument_text(Pointer decision, int action, int argument,
      PointerByReference text, PointerByReference err);
  static native int stg_decision_argument_json(Pointer decision, int action, int argument,
      PointerByReference json, PointerByReference err);
  static native int stg_decision_timer_count(Pointer decision);
  static native Str.ByValue stg_decision_timer_name(Pointer decision, int index);
  static native long stg_decision_timer_due(Pointer decision, int index);
  static native byte stg_decision_timer_is_overdue(Pointer decision, int index);
  static native int stg_decision_timer_flag_count(Pointer decision, int index);
  static native Str.ByValue stg_decision_timer_flag(Pointer decision, int index, int flag);
  static native int stg_decision_counter_count(Pointer decision);
  static native Str.ByValue stg_decision_counter(Pointer decision, int index, LongByReference value,
      LongByReference limit);
  static native int stg_decision_counter_quota(Pointer decision, int index, Pointer key);
  static native long stg_decision_next_due(Pointer decision);
  static native long stg_decision_sequence(Pointer decision);
  static native int stg_decision_first_outcome(Pointer decision, LongByReference sequence);
  static native Pointer stg_decision_record(Pointer decision);
  static native int stg_decision_trace_count(Pointer decision);
  static native Str.ByValue stg_decision_trace_source(Pointer decision, int index,
      IntByReference line, IntByReference column);
  static native int stg_decision_trace_value(Pointer decision, int index, PointerByReference json,
      PointerByReference err);
  static native int stg_decision_trace_fact_count(Pointer decision, int index);
  static native int stg_decision_trace_fact(Pointer decision, int index, int position);
  static native int stg_decision_trace_fact_value(Pointer decision, int index, int position,
      PointerByReference json, PointerByReference err);
  static native int stg_expression_compile(byte[] source, SizeT source_size, byte[] variables,
      SizeT variables_size, Pointer options, PointerByReference expression, PointerByReference err);
  static native Str.ByValue stg_expression_type(Pointer expression);
  static native Str.ByValue stg_expression_facts(Pointer expression);
  static native long stg_expression_cost(Pointer expression);
  static native int stg_expression_evaluate(Pointer expression, byte[] values, SizeT values_size,
      PointerByReference json, IntByReference result, PointerByReference err);
  static native void stg_expression_free(Pointer expression);
  static native int stg_test_run(Pointer paths, int path_count, Pointer options, int format,
      byte coverage, PointerByReference report, IntByReference passed, IntByReference failed,
      IntByReference invalid, PointerByReference err);
}
