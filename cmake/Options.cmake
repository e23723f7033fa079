# SPDX-License-Identifier: Apache-2.0
# A compiler cache where there is one: the sanitizer and coverage builds share much.
find_program(STAGEGRAPH_CCACHE ccache)
mark_as_advanced(STAGEGRAPH_CCACHE)
if(STAGEGRAPH_CCACHE AND PROJECT_IS_TOP_LEVEL)
  # It has to be told that precompiled headers may be trusted.
  set(CMAKE_C_COMPILER_LAUNCHER ${STAGEGRAPH_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros ${STAGEGRAPH_CCACHE})
  add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
endif()

# Compiler settings shared by every target of this project: stagegraph_options (an interface target).
add_library(stagegraph_options INTERFACE)
target_compile_options(stagegraph_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wcast-qual
  $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual>)
# Not -O3: a decision in the midst of other work finds more of -O2's smaller code in the caches. With
# 100,000 records it is a tenth faster, with few it makes no difference.
string(REPLACE "-O3" "-O2" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
# In debug builds alone: optimisers and sanitizers make the compiler warn of code nobody wrote.
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(stagegraph_options INTERFACE $<$<CONFIG:Debug>:-Werror>)
endif()
# GCC 12 sees overlapping copies in every "text" + std::string() (its bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(stagegraph_options INTERFACE -Wno-restrict)
  # Optimising, it sees the same copies go beyond their ends, and vectors grow past their memory.
  # Debug builds keep both warnings, and the sanitizers look for the real thing.
  target_compile_options(stagegraph_options INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
endif()
# RE2 asks for it, and precompiled headers ask that all be alike.
target_compile_options(stagegraph_options INTERFACE -pthread)
# The same doubles on every platform: no fused multiply-add behind the program's back.
target_compile_options(stagegraph_options INTERFACE -ffp-contract=off)
if(STAGEGRAPH_SANITIZE)
  target_compile_options(stagegraph_options INTERFACE
    -fsanitize=${STAGEGRAPH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(stagegraph_options INTERFACE -fsanitize=${STAGEGRAPH_SANITIZE})
endif()
if(STAGEGRAPH_COVERAGE)
  target_compile_options(stagegraph_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(stagegraph_options INTERFACE --coverage)
endif()
if(STAGEGRAPH_FUZZ)
  target_compile_options(stagegraph_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
# The linker then sees every type of the program, and refuses two that differ and share a name.
option(STAGEGRAPH_ODR "Check the one definition rule at link time (GCC only)" OFF)
if(STAGEGRAPH_ODR)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "STAGEGRAPH_ODR needs GCC: no other compiler compares types when it links")
  endif()
  set(checks -flto=auto -Wodr -Werror=odr -Wlto-type-mismatch -Werror=lto-type-mismatch)
  target_compile_options(stagegraph_options INTERFACE ${checks})
  target_link_options(stagegraph_options INTERFACE ${checks})
endif()

# Where a bug damages memory, the process ends before an attacker can steer it. Optimised builds alone
# have what the compiler adds: FORTIFY needs an optimiser.
option(STAGEGRAPH_HARDEN "Harden the library and the command against memory errors" ON)
if(STAGEGRAPH_HARDEN AND NOT STAGEGRAPH_SANITIZE)
  set(optimised $<CONFIG:Release,RelWithDebInfo,MinSizeRel>)
  set(checks -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS)
  set(links -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
    list(APPEND checks -fcf-protection=full)
    # Debian's crti.o keeps to the shadow stack but does not say so. It has no landing pads, so
    # nothing claims them for the whole library.
    list(APPEND links $<${optimised}:-Wl,-z,shstk>)
  endif()
  target_compile_options(stagegraph_options INTERFACE "$<${optimised}:${checks}>")
  target_link_options(stagegraph_options INTERFACE ${links})
endif()
