#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the documentation site into build/site. Needs Node 18 or later and Python 3.10 or later.
# The first run gets the packages that site/package-lock.json names. Later runs need no network.
#
#   tools/site.sh              builds
#   tools/site.sh --serve      builds and serves it on port 4173 of this machine
#   tools/site.sh --into DIR   builds into DIR/site
#
# STAGEGRAPH_SITE_BASE is the path below which the site will stand, such as /stagegraph/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

into=build
serve=no
while (($#)); do
  case $1 in
    --serve) serve=yes ;;
    --into) into=${2:?--into needs a folder} && shift ;;
    *) sed -n '3,11s/^# \{0,1\}//p' "$0" && exit 2 ;;
  esac
  shift
done

# The builder works in a copy, so that nothing is written beside the sources.
work=$into/site-work
site=$into/site
mkdir -p "$work"
rm -rf "$work"/.vitepress
cp -R site/.vitepress site/package.json site/package-lock.json "$work"/
if ! cmp -s site/package-lock.json "$work"/node_modules/.installed; then
  (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund)
  cp site/package-lock.json "$work"/node_modules/.installed
fi

python3 -B site/gather.py "$work"
mkdir -p "$work"/pages/public
cp "$work"/node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js site/icon.svg "$work"/pages/public/
(cd "$work" && node_modules/.bin/vitepress build)
rm -rf "$site"
cp -R "$work"/html "$site"
echo "The site is in $site"

if [[ $serve = yes ]]; then
  cd "$work"
  exec node_modules/.bin/vitepress preview
fi
