# SPDX-License-Identifier: Apache-2.0
# The parts of the library in the order in which data flows: a static library for each folder, with
# the parts before it that it may use. tools/check_includes.py holds the includes to this list.
stagegraph_part(base)
stagegraph_part(time base)
stagegraph_part(cel/common time)
stagegraph_part(cel/syntax cel/common)
stagegraph_part(cel/runtime cel/syntax)
stagegraph_part(cel/functions cel/runtime)
stagegraph_part(cel/checker cel/functions)
stagegraph_part(cel/compiler cel/checker)
stagegraph_part(cel cel/compiler)
stagegraph_part(yaml base)
stagegraph_part(ruleset cel)
stagegraph_part(ruleset/reading ruleset yaml)
stagegraph_part(ruleset/expressions ruleset/reading)
stagegraph_part(ruleset/load ruleset/expressions)
stagegraph_part(graph ruleset/load)
stagegraph_part(engine/record ruleset)
stagegraph_part(engine engine/record)
stagegraph_part(engine/json engine)
stagegraph_part(scenario engine/json graph)
stagegraph_part(render graph)

# What the parts wrap.
target_link_libraries(stagegraph_base PRIVATE Boost::json)
target_link_libraries(stagegraph_time PRIVATE Boost::headers date::date-tz)
target_link_libraries(stagegraph_cel_runtime PRIVATE PkgConfig::RE2)
target_link_libraries(stagegraph_yaml PRIVATE yaml-cpp)
