# SPDX-License-Identifier: Apache-2.0
# What the library wraps, built with it from the sources that tools/third_party.sh fetched. The
# targets have the names that the installed libraries would have.
set(STAGEGRAPH_THIRD_PARTY ${PROJECT_SOURCE_DIR}/build/third_party CACHE PATH
  "Where tools/third_party.sh has put the sources of what is linked in")
set(third_party ${STAGEGRAPH_THIRD_PARTY})
if(NOT EXISTS ${third_party}/stamp)
  message(FATAL_ERROR "A self-contained library needs sources in ${third_party}. "
    "Run tools/third_party.sh first, or set STAGEGRAPH_THIRD_PARTY")
endif()
if(STAGEGRAPH_STATIC)
  message(FATAL_ERROR "A static library cannot hide what is linked in from the program. "
    "Set STAGEGRAPH_STATIC or STAGEGRAPH_SELF_CONTAINED to OFF")
endif()
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

# stagegraph_third_party(alias folder source...): a static library, with our flags but for warnings.
function(stagegraph_third_party alias folder)
  string(MAKE_C_IDENTIFIER third_party_${alias} name)
  add_library(${name} STATIC ${ARGN})
  add_library(${alias} ALIAS ${name})
  target_include_directories(${name} SYSTEM PUBLIC ${folder})
  target_compile_options(${name} PRIVATE -ffunction-sections -fdata-sections)
  target_link_libraries(${name} PRIVATE stagegraph_options)
  target_compile_options(${name} PRIVATE -w)
endfunction()

add_library(third_party_boost_headers INTERFACE)
add_library(Boost::headers ALIAS third_party_boost_headers)
target_include_directories(third_party_boost_headers SYSTEM INTERFACE ${third_party}/boost/include)

file(WRITE ${PROJECT_BINARY_DIR}/boost_json.cc "#include <boost/json/src.hpp>\n")
stagegraph_third_party(Boost::json ${third_party}/boost/include ${PROJECT_BINARY_DIR}/boost_json.cc)

stagegraph_third_party(fmt::fmt ${third_party}/fmt/include ${third_party}/fmt/src/format.cc)

file(GLOB sources ${third_party}/yaml-cpp/src/*.cpp)
stagegraph_third_party(yaml-cpp::yaml-cpp ${third_party}/yaml-cpp/include ${sources})
add_library(yaml-cpp ALIAS third_party_yaml_cpp__yaml_cpp)

file(GLOB sources ${third_party}/re2/re2/*.cc)
stagegraph_third_party(PkgConfig::RE2 ${third_party}/re2 ${sources}
  ${third_party}/re2/util/rune.cc ${third_party}/re2/util/strutil.cc)

stagegraph_third_party(date::date-tz ${third_party}/date/include ${third_party}/date/src/tz.cpp)
target_compile_definitions(third_party_date__date_tz PUBLIC USE_OS_TZDB=1 PRIVATE ONLY_C_LOCALE=1)

file(STRINGS ${PROJECT_SOURCE_DIR}/tools/third_party.tsv line REGEX "^yaml-cpp\t")
string(REGEX REPLACE "^[^\t]*\t[^\t]*\t([^\t]*).*" "\\1" yaml-cpp_VERSION "${line}")

# The C++ library stays the system's: linked in, it would make this one larger by a third, and its
# way of handling exceptions asks for a newer C library. What nobody calls is left out.
set(STAGEGRAPH_LINK_CONTAINED -Wl,--gc-sections)
