#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Checks the messages of commits: subjects of at most 72 characters without a full stop or a
# semicolon, an empty line, and a body.
#
#   tools/check_commits.sh main..    the commits of this branch
set -euo pipefail
[[ $# -eq 1 ]] || { echo "usage: tools/check_commits.sh RANGE, such as main.." >&2 && exit 2; }

findings=0
report() {
  echo "$1: $2"
  findings=$((findings + 1))
}

check() {
  local commit=$1 subject second body
  subject=$(git log -1 --format=%B "$commit" | sed -n 1p)
  second=$(git log -1 --format=%B "$commit" | sed -n 2p)
  body=$(git log -1 --format=%b "$commit")
  [[ ${#subject} -le 72 ]] || report "$commit" "the subject has ${#subject} characters, not 72"
  [[ $subject != *. ]] || report "$commit" "the subject ends with a full stop"
  [[ $subject != *\;* ]] || report "$commit" "the subject joins changes by a semicolon"
  [[ -z $second ]] || report "$commit" "no empty line below the subject"
  [[ -n $body || -n $second ]] || report "$commit" "no body that says why"
}

commits=$(git log --no-merges --reverse --abbrev=10 --format=%h "$1")
for commit in $commits; do check "$commit"; done
echo "$(wc -w <<<"$commits") commits: $findings finding(s)"
[[ $findings -eq 0 ]]
