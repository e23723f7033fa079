# The folders in the order in which data flows: each names the ones before it that it may use.
stagegraph_part(base)
target_link_libraries(stagegraph_base PRIVATE Boost::json)
