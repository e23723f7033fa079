#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Fetches the sources of what a self-contained library holds into build/third_party, once: packages
# of Debian 12 in the versions of tools/third_party.tsv, whose files have to match
# tools/third_party.sha256. CMake builds them with the library (STAGEGRAPH_SELF_CONTAINED).
#
#   tools/third_party.sh          does nothing where all is there already
#   tools/third_party.sh DIR      takes the files from DIR instead, and needs no network
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly root list=$root/tools/third_party.tsv sums=$root/tools/third_party.sha256
readonly target=$root/build/third_party files=$root/build/third_party.files
readonly suite=bookworm
source "$root/tools/debian.sh"

# Runs apt-get with a list of Debian 12's packages and sources, apart from the machine's own.
apt() {
  apt-get -q -o Dir::Etc::SourceList="$files/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$files/apt/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User=root -o APT::Architecture=amd64 "$@"
}

# The machine's own mirrors of Debian, asked for Debian 12.
list_mirrors() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(ORIGIN) $(SIGNED_BY)' 'Created-By: Packages' |
    awk '$3 == "Debian" && $2 !~ /-/ { print $1 }' | sort -u
}

fetch() {
  local mirror packages
  mkdir -p "$files/apt/lists/partial"
  for mirror in $(list_mirrors); do
    printf '%s %s '"$suite"' main\n' deb "$mirror" deb-src "$mirror"
  done >"$files/apt/sources.list"
  apt update
  mapfile -t packages < <(sed -n 's/^[^#\t]*\tsrc:\([^\t]*\).*/\1/p' "$list")
  (cd "$files" && apt source --download-only "${packages[@]}")
  mapfile -t packages < <(sed -n 's/^[^#\t]*\tdeb:\([^\t]*\).*/\1/p' "$list")
  (cd "$files" && apt download "${packages[@]}")
}

check() { (cd "$files" && sha256sum --check --quiet "$sums"); }

# RE2 in Debian comes without the tables that it makes of Unicode's files.
make_tables() {
  local unicode=$target/unicode/usr/share/unicode
  cd "$target/re2/re2"
  sed -i "s|^_UNICODE_DIR = .*|_UNICODE_DIR = '$unicode'|" unicode.py
  perl make_perl_groups.pl >perl_groups.cc
  python3 make_unicode_casefold.py >unicode_casefold.cc
  python3 make_unicode_groups.py >unicode_groups.cc
}

# Debian's file of copyrights is two megabytes: what it says of Boost's own licence.
boost_licence() {
  echo "Copyright: Boost project contributors"
  awk '/^License: BSL-1.0/ { heading = $0; text = ""; next }
       /^ / && heading { text = text $0 "\n"; next }
       heading && text ~ /Permission is hereby granted/ { printf "\n%s", text; exit }
       { heading = "" }' | sed 's/^ \.\{0,1\}//'
}

unpack() {
  local name package
  rm -rf "$target"
  mkdir -p "$target/licences"
  while IFS=$'\t' read -r name package _; do
    case $package in
      src:*) dpkg-source -q --no-check -x "$files"/"${package#src:}".dsc "$target/$name" ;;
      deb:*) dpkg-deb -x "$files"/"${package#deb:}"_*.deb "$target/$name" ;;
    esac
  done < <(sed '/^#/d; s/=/_/' "$list")
  rm "$target"/*.orig.*
  (make_tables)
  mv "$target/boost/usr/include" "$target/boost/include"
  "$root/tools/boost_subset.py" "$target/boost/include"
  for name in fmt yaml-cpp re2 date; do
    cp "$target/$name"/LICENSE* "$target/licences/$name.txt"
  done
  boost_licence <"$target/boost/usr/share/doc/libboost1.81-dev/copyright" >"$target/licences/boost.txt"
  cp "$target/unicode/usr/share/doc/unicode-data/copyright" "$target/licences/unicode.txt"
  rm -rf "$target"/{boost/usr,unicode} "$target"/{fmt,yaml-cpp,re2,date}/{.pc,.github,debian,doc,docs,test} \
    "$target"/re2/{benchlog,re2/testing,re2/fuzzing} "$target"/{yaml-cpp/util,fmt/support}
}

main() {
  local stamp
  stamp=$(cat "$list" "$sums" "${BASH_SOURCE[0]}" | sha256sum)
  if [[ -f $target/stamp && $(<"$target/stamp") = "$stamp" ]]; then return; fi
  need_packages dpkg-dev perl python3 patch xz-utils
  mkdir -p "$files"
  [[ $# -eq 0 || $1 -ef $files ]] || cp "$1"/*.{dsc,tar.*,deb} "$files"
  check 2>/dev/null || fetch
  check || {
    echo "tools/third_party.sh: $files holds other files than tools/third_party.sha256 lists" >&2
    exit 1
  }
  unpack
  echo "$stamp" >"$target/stamp"
}

main "$@"
