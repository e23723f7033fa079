# SPDX-License-Identifier: Apache-2.0
# What the library is built from: Debian packages, all private to it.
# Inside another project, that links them too where it takes the static library.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(fmt 9 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(date REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET GLOBAL re2)

