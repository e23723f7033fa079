# SPDX-License-Identifier: Apache-2.0
# The manual page, and what shells complete commands with: the command itself writes them.
if(CMAKE_CROSSCOMPILING)
  return()
endif()

# stagegraph_written(folder name argument...): what the command prints, installed under that name.
function(stagegraph_written folder name)
  set(file ${PROJECT_BINARY_DIR}/written/${name})
  add_custom_command(OUTPUT ${file} COMMAND stagegraph_cli ${ARGN} > ${file}
    DEPENDS stagegraph_cli VERBATIM)
  set_property(GLOBAL APPEND PROPERTY STAGEGRAPH_WRITTEN ${file})
  install(FILES ${file} DESTINATION ${folder} COMPONENT command)
endfunction()

file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/written)
set(shells ${CMAKE_INSTALL_DATADIR})
stagegraph_written(${CMAKE_INSTALL_MANDIR}/man1 stagegraph.1 manual)
stagegraph_written(${shells}/bash-completion/completions stagegraph completion bash)
stagegraph_written(${shells}/zsh/site-functions _stagegraph completion zsh)
stagegraph_written(${shells}/fish/vendor_completions.d stagegraph.fish completion fish)
get_property(written GLOBAL PROPERTY STAGEGRAPH_WRITTEN)
add_custom_target(stagegraph_manual ALL DEPENDS ${written})
