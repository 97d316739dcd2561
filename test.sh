#!/usr/bin/env bash
# Installs what the tests need, runs them all and ends with the line "N passed, N failed, N skipped".
#   ./test.sh [tier ...]    only these tiers: unit golden process container browser
set -uo pipefail
# shellcheck source=eng/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/setup.sh"

prepare "${STACK_COMMANDS[@]}" promtool=prometheus amtool=prometheus-alertmanager /usr/bin/chromium=chromium || exit 1

# What this run promises: a promised tier that skips a test or runs none is a failure (tests/Shared/PromisedTiers.cs).
# Containers are promised only where an engine answers.
promised=(Unit Golden Process Browser)
[ -S /var/run/docker.sock ] && docker info >/dev/null 2>&1 && promised+=(Container)
tiers=()
for tier in "$@"; do tiers+=("$(tr '[:upper:]' '[:lower:]' <<<"$tier" | sed 's/./\u&/')"); done
if [ ${#tiers[@]} -gt 0 ]; then promised=("${tiers[@]}"); else tiers=(Unit Golden Process Container Browser); fi
OBS_PROMISED_TIERS=$(IFS=,; printf '%s' "${promised[*]}")
export OBS_PROMISED_TIERS

results=$ROOT/artifacts/tests
rm -rf "$results"
mkdir -p "$results"
export OBS_TEST_RESULTS=$results

step "Building" dotnet build "$ROOT/Observability.sln" -v q --nologo || exit 1

# Runs one test program for some tiers; the report tells the counts, the exit code whether it came to its end.
run() {
    local project=$1 name=$1-$2 filters=() tier started
    shift 2
    # A test without a trait is a unit test, so units are what no other tier claims.
    if [ "$1" = Unit ]; then
        for tier in Golden Process Container Browser; do filters+=(-trait- "Tier=$tier"); done
    else
        for tier in "$@"; do filters+=(-trait "Tier=$tier"); done
    fi
    started=$(date +%s)
    "$ROOT/tests/$project/bin/Debug/net10.0/$project" "${filters[@]}" -nocolor -noLogo -xml "$results/$name.xml" \
        >"$results/$name.log" 2>&1
    local code=$?
    printf '%s: exit code %d, %d s\n' "$name" $code $(($(date +%s) - started)) >&2
    [ $code -eq 0 ] || grep -vE '^\s*$' "$results/$name.log" | tail -n 200 >&2
    # 0: all passed, 1: some failed. Anything else, or no report, is a crash.
    if [ $code -gt 1 ] || [ ! -s "$results/$name.xml" ]; then
        echo crashed >"$results/$name.crashed"
    fi
}

projects=()
for folder in "$ROOT"/tests/*/; do
    name=$(basename "$folder")
    [ -f "$folder/$name.csproj" ] && projects+=("$name")
done

for tier in "${tiers[@]}"; do
    case $tier in
        Unit | Golden)
            for project in "${projects[@]}"; do run "$project" "$tier" "$tier" & done
            wait
            ;;
        # Real servers and browsers measure themselves against deadlines: one at a time.
        *) for project in "${projects[@]}"; do run "$project" "$tier" "$tier"; done ;;
    esac
done

# <assembly ... total="9" passed="8" failed="0" skipped="1" errors="0" ...>
count() {
    local attribute=$1 sum=0 value
    shift
    for value in $(cat /dev/null "$@" 2>/dev/null | grep -oE '<assembly [^>]*>' | grep -oE " $attribute=\"[0-9]+\"" | grep -oE '[0-9]+'); do
        sum=$((sum + value))
    done
    printf '%d' $sum
}

failed=0
for tier in "${promised[@]}"; do
    if [ "$(count total "$results"/*-"$tier".xml)" -eq 0 ]; then
        echo "Tier $tier was promised and ran nothing." >&2
        failed=$((failed + 1))
    fi
done
crashed=$(find "$results" -name '*.crashed' | wc -l)
passed=$(count passed "$results"/*.xml)
failed=$((failed + crashed + $(count failed "$results"/*.xml) + $(count errors "$results"/*.xml)))
skipped=$(count skipped "$results"/*.xml)
grep -hoE '<reason><!\[CDATA\[[^]]*' "$results"/*.xml 2>/dev/null | sed 's/.*\[/skipped: /' | sort | uniq -c >&2
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
