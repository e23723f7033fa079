// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What reading values needs of a ruleset. Records keep it. */
final class Schema {
  final List<String> stages = new ArrayList<>();
  final Map<String, String> facts = new HashMap<>();
  private final Map<String, Map<String, String>> actions = new HashMap<>();

  Schema(Pointer rules) {
    for (int i = 0; i < Lib.stg_ruleset_stage_count(rules); ++i) {
      stages.add(Lib.stg_ruleset_stage_name(rules, i).copy());
    }
    for (int i = 0; i < Lib.stg_ruleset_fact_count(rules); ++i) {
      String name = Lib.stg_ruleset_fact_name(rules, i).copy();
      facts.put(name, Lib.stg_ruleset_fact_type(rules, i).copy());
    }
    for (int i = 0; i < Lib.stg_ruleset_action_count(rules); ++i) {
      actions.put(Lib.stg_ruleset_action_name(rules, i).copy(), numbers(rules, i));
    }
  }

  /** The types of those arguments that are numbers. All others stay as JSON has them. */
  private static Map<String, String> numbers(Pointer rules, int action) {
    Map<String, String> types = new HashMap<>();
    for (int p = 0; p < Lib.stg_ruleset_action_parameter_count(rules, action); ++p) {
      String type = Lib.stg_ruleset_action_parameter_type(rules, action, p).copy();
      if (type.equals("decimal") || type.equals("double")) {
        types.put(Lib.stg_ruleset_action_parameter_name(rules, action, p).copy(), type);
      }
    }
    return types;
  }

  Map<String, String> arguments(String action) {
    return actions.getOrDefault(action, new HashMap<>());
  }
}
