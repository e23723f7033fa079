# SPDX-License-Identifier: Apache-2.0
# Debian packages for the other scripts: source this file. It changes nothing by itself.
# shellcheck shell=bash

# What the library and the command are built from.
# shellcheck disable=SC2034
build_packages=(
  g++ cmake ninja-build pkg-config tzdata
  libboost1.81-dev libboost-json1.81-dev libyaml-cpp-dev libfmt-dev libre2-dev
  libhowardhinnant-date-dev libcli11-dev
)

# What a self-contained library and wheels are built with: tools/third_party.sh fetches the rest.
# shellcheck disable=SC2034
wheel_packages=(g++ cmake ninja-build dpkg-dev perl patch xz-utils python3 python3-venv tzdata git)

# The packages among the arguments that are not installed, one a line.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      echo "$package"
  done
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# Installs what is missing; asks nothing and does nothing where all is there.
need_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  echo "Installing ${missing[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}
