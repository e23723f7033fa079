# SPDX-License-Identifier: Apache-2.0
# What is installed, in three components: `runtime` (the shared library), `command` (with rules and
# documents) and `dev` (headers, static library, what CMake and pkg-config read). Nothing names
# where it was installed, so that the whole may be moved.
include(CMakePackageConfigHelpers)

set(data_dir ${CMAKE_INSTALL_DATADIR}/stagegraph)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/stagegraph)
set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# ---------------------------------------------------------------- libraries
install(TARGETS stagegraph EXPORT stagegraph
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT dev)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/stagegraph
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
install(EXPORT stagegraph NAMESPACE stagegraph:: FILE stagegraph-shared.cmake
  DESTINATION ${package_dir} COMPONENT dev)
if(STAGEGRAPH_STATIC)
  install(TARGETS stagegraph_static EXPORT stagegraph_static
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
  install(EXPORT stagegraph_static NAMESPACE stagegraph:: FILE stagegraph-static.cmake
    DESTINATION ${package_dir} COMPONENT dev)
endif()
# The library as one plain file, for packages that carry it (Python's).
install(FILES $<TARGET_FILE:stagegraph> RENAME libstagegraph.so
  DESTINATION . COMPONENT python EXCLUDE_FROM_ALL)

# ---------------------------------------------------------------- CMake and pkg-config
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/stagegraph-config.cmake.in stagegraph-config.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
# Before 1.0, a minor release may change what programs see.
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatible SameMinorVersion)
else()
  set(compatible SameMajorVersion)
endif()
write_basic_package_version_file(stagegraph-config-version.cmake COMPATIBILITY ${compatible})
file(RELATIVE_PATH STAGEGRAPH_PC_TO_PREFIX /${pkgconfig_dir} /)
string(REGEX REPLACE "/$" "" STAGEGRAPH_PC_TO_PREFIX "${STAGEGRAPH_PC_TO_PREFIX}")
configure_file(${PROJECT_SOURCE_DIR}/cmake/stagegraph.pc.in stagegraph.pc @ONLY)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/stagegraph-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/stagegraph-config-version.cmake
  DESTINATION ${package_dir} COMPONENT dev)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/stagegraph.pc
  DESTINATION ${pkgconfig_dir} COMPONENT dev)

# ---------------------------------------------------------------- command, rules, documents
if(STAGEGRAPH_COMMAND)
  file(RELATIVE_PATH bin_to_lib /${CMAKE_INSTALL_BINDIR} /${CMAKE_INSTALL_LIBDIR})
  set_target_properties(stagegraph_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
  install(TARGETS stagegraph_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT command)
  include(cmake/Manual.cmake)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules DESTINATION ${data_dir} COMPONENT command)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT command)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)

# ---------------------------------------------------------------- what is linked in
if(STAGEGRAPH_SELF_CONTAINED)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(bill ${CMAKE_CURRENT_BINARY_DIR}/stagegraph.cdx.json)
  execute_process(COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/sbom.py ${bill}
    COMMAND_ERROR_IS_FATAL ANY)
  install(DIRECTORY ${STAGEGRAPH_THIRD_PARTY}/licences DESTINATION ${CMAKE_INSTALL_DOCDIR}
    COMPONENT runtime)
  install(FILES ${bill} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT runtime)
  # Where wheels have it.
  if(SKBUILD)
    install(FILES ${bill} DESTINATION ${SKBUILD_METADATA_DIR}/sboms COMPONENT python)
  endif()
endif()
