#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test and ends with the line "N passed, N failed, N skipped".
# See ./test.sh --help.
set -uo pipefail
# shellcheck source=eng/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/setup.sh"

ALL_TIERS=(Unit Golden Process Vendor Container Browser) # from the cheapest to the dearest, as in tests/Shared/Tier.cs
RUN_SECONDS=${OBS_TEST_RUN_SECONDS:-1800}         # a test program that takes longer hangs
# What only tests need: the browser, the system that docs/adding-a-system.md adds, a real InfluxDB of version 1, to which the
# stand-in's answers are compared, and what cuts networks and makes small disks.
TEST_NEEDS=(
    chromium=chromium python3=python3 prometheus-blackbox-exporter=prometheus-blackbox-exporter influxd=influxdb ip=iproute2 nft=nftables mount=mount
)
results=$ROOT/artifacts/tests
breaches=0

usage() {
    cat <<'HELP'
./test.sh [tier ...] [--filter TEXT]

  tier            unit, golden, process, vendor, container, browser; without one, all of them
  --filter TEXT   only tests whose full name (namespace.class.method) contains TEXT

Reports are in artifacts/tests; the evidence of each failure of the harness (logs of every resource, states and probes, the
browser's trace and page) is in artifacts/e2e/<test>, the table of the flows in artifacts/e2e/flows.txt. A tier that is promised fails where it skips a test or runs
none: all but Vendor and Container, and Container too where an engine answers; what needs root (small disks, cut networks) may be
skipped without it. OBS_PROMISED_TIERS="Unit Golden" promises less.
HELP
}

# Every way out ends with the one line.
finish() {
    local passed failed skipped
    passed=$(count passed "$results"/*.xml)
    failed=$(($(count failed "$results"/*.xml) + $(count errors "$results"/*.xml) + breaches))
    skipped=$(count skipped "$results"/*.xml)
    summary
    # Once more at the end: whoever sees only the end of a log sees these.
    ended Fail message "$results"/*.xml | sed -E 's/^/  failed: /; s/\t/: /' >&2
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [[ $failed -eq 0 ]]
    exit
}

# The table of the run: a line for each tier and test program, then the flows of data.
summary() {
    local report name
    [[ -n $(compgen -G "$results/*.xml") ]] || return 0
    {
        printf '\n%-10s %-36s %8s %8s %8s %9s\n' Tier Project passed failed skipped seconds
        for tier in "${ALL_TIERS[@]}"; do
            for report in "$results/$tier"-*.xml; do
                [[ -e $report && $(count total "$report") -gt 0 ]] || continue
                name=${report##*/} && name=${name%.xml}
                printf '%-10s %-36s %8d %8d %8d %9s\n' "$tier" "${name#*-}" "$(count passed "$report")" \
                    $(($(count failed "$report") + $(count errors "$report"))) "$(count skipped "$report")" "$(seconds "$report")"
            done
        done
        [[ ! -e $ROOT/artifacts/e2e/flows.txt ]] || { printf '\nFlows of data\n' && cat "$ROOT/artifacts/e2e/flows.txt"; }
        printf '\n'
    } >&2
}

# seconds <report>: how long the tests of a report took. <assembly … time="12.345" …>
seconds() {
    grep -oE '<assembly [^>]*>' "$1" | grep -oE ' time="[0-9.]+"' | head -n 1 | grep -oE '[0-9]+(\.[0-9])?' | head -n 1
}

# A failure that no test reports.
breach() {
    note "FAILED: $*"
    breaches=$((breaches + 1))
}

# count <attribute> <report>...: the sum over all reports. A report that does not exist counts nothing.
# <assembly … errors="0" failed="0" not-run="0" passed="8" skipped="1" total="9" …>
count() {
    local attribute=$1 sum=0 value
    shift
    while read -r value; do
        sum=$((sum + value))
    done < <(cat "$@" 2>/dev/null | grep -oE '<assembly [^>]*>' | grep -oE " $attribute=\"[0-9]+\"" | grep -oE '[0-9]+')
    printf '%d' "$sum"
}

# ended <result> <element> <report>...: name, tab, the first line of what is said in the element, for each test with that result.
# <test … name="A.B" result="Skip" …>…<reason>why</reason></test>, the text as CDATA where it has markup characters
ended() {
    local result=$1 element=$2
    shift 2
    { cat "$@" && echo; } 2>/dev/null | tr '\r\n' '\f\f' | sed 's/<test /\n&/g' |
        sed -nE "s/.* name=\"([^\"]*)\" [^>]*result=\"$result\".*<$element>(<!\[CDATA\[)?([^\f]*)(\f.*)?<\/$element>.*/\1\t\3/p" |
        sed -E 's/\]\]>$//; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

# skips <report>...: why tests were skipped, a line for each reason; their names are in the reports.
skips() {
    ended Skip reason "$@" | cut -f 2- | sort | uniq -c | sed -E 's/^ *([0-9]+) /  \1 skipped: /'
}

# run <project> <tier>: one test program with one tier of its tests. In the background always: a shell that waits for a
# program in the foreground does not react to Ctrl+C before that has ended.
run() {
    local project=$1 tier=$2 report=$results/$2-$1 filters=() options=() dearer=0 other program code=0 started=$EPOCHREALTIME
    # A test in two tiers (by its class and by itself) belongs to the dearer; one in none is a unit test.
    [[ $tier == Unit ]] || filters+=(-trait "Tier=$tier")
    for other in "${ALL_TIERS[@]}"; do
        [[ $dearer -eq 0 ]] || filters+=(-trait- "Tier=$other")
        [[ $other != "$tier" ]] || dearer=1
    done
    [[ -z $filter ]] || filters+=(-method "*$filter*")
    # Real servers and browsers are held against deadlines: one of a program at a time.
    [[ $tier == Unit || $tier == Golden ]] || options+=(-parallelMode none)
    # SIGINT: xunit then cancels its tests, which end what they have started.
    timeout --signal=INT --kill-after=30 "$RUN_SECONDS" "$ROOT/tests/$project/bin/Debug/net10.0/$project" "${filters[@]}" "${options[@]}" \
        -reporter quiet -noLogo -noColor -noAutoReporters -longRunning 60 -result-xml "$report.xml" \
        >"$report.log" 2>&1 </dev/null &
    program=$!
    # Once: a second SIGINT would end xunit before its tests have cleaned up.
    # shellcheck disable=SC2064 # this program
    trap "trap '' INT TERM; kill -INT $program 2>/dev/null" INT TERM
    until wait "$program" || { code=$? && ! kill -0 "$program"; }; do code=0; done 2>/dev/null
    [[ $code -eq 0 && $(count total "$report.xml") -eq 0 ]] ||
        note "$tier $project: $(count passed "$report.xml") passed, $(($(count failed "$report.xml") + $(count errors "$report.xml"))) failed, $(
            count skipped "$report.xml") skipped ($(seconds_since "$started") s)"
    # Failures, hangs and what a crash left to say; xunit resets the colour even when it uses none.
    [[ $code -eq 0 ]] || { sed $'s/\e\\[[0-9;]*m//g' "$report.log" | head -n 300 && note "  all of it: $report.log"; } >&2
    skips "$report.xml" >&2
    # 0: all passed, 1: some failed. Else the program did not come to its end, whatever the report says.
    [[ $code -le 1 && -s $report.xml ]] || echo "$code" >"$report.crashed"
}

# Tiers that a test program has, from its own list: {"Tier":["Browser","Process"]}. Starting it for nothing takes longer.
has_tier() {
    [[ $2 == Unit ]] || grep -q "\"$2\"" "$results/$1.traits"
}

# lane <project:tier>...: these, one after the other.
lane() {
    local item
    trap 'trap "" INT TERM; kill $(jobs -p) 2>/dev/null; wait; exit 130' INT TERM
    for item in "$@"; do
        run "${item%:*}" "${item#*:}" & wait
    done
}

filter=''
tiers=()
while [[ $# -gt 0 ]]; do
    case ${1,,} in
        -h | --help) usage && exit ;;
        --filter) filter=${2:?--filter needs a text} && shift ;;
        unit | golden | process | vendor | container | browser) tier=${1,,} && tiers+=("${tier^}") ;;
        *) note "Unknown argument '$1'." && usage >&2 && exit 2 ;;
    esac
    shift
done
[[ ${#tiers[@]} -gt 0 ]] || tiers=("${ALL_TIERS[@]}")

rm -rf "$results" "$ROOT/artifacts/e2e"
mkdir -p "$results"
trap 'trap "" INT TERM; note Interrupted.; kill $(jobs -p) 2>/dev/null; wait; exit 130' INT TERM

prepare "${STACK_NEEDS[@]}" "${TEST_NEEDS[@]}" || { breach 'The set-up is not complete.' && finish; }
step 'Building' build "$ROOT/Observability.sln" || { breach 'The build failed.' && finish; }

# Only a tier that runs can be promised. Tests read the variable: what they lack is then a failure, not a skip.
if [[ -z ${OBS_PROMISED_TIERS+set} ]]; then
    OBS_PROMISED_TIERS='Unit Golden Process Browser'
    ! timeout 5 docker version >/dev/null 2>&1 || OBS_PROMISED_TIERS+=' Container'
fi
promised=()
for tier in "${tiers[@]}"; do
    [[ " ${OBS_PROMISED_TIERS//,/ } " != *" $tier "* ]] || promised+=("$tier")
done
export OBS_PROMISED_TIERS="${promised[*]}" NO_COLOR=1

projects=()
for folder in "$ROOT"/tests/*/; do
    project=$(basename "$folder")
    [[ ! -e $folder/$project.csproj ]] || projects+=("$project")
done

for project in "${projects[@]}"; do
    "$ROOT/tests/$project/bin/Debug/net10.0/$project" -list traits/json >"$results/$project.traits" 2>&1 &
done
wait

stacks=()
servers=()
pages=()
for tier in "${tiers[@]}"; do
    for project in "${projects[@]}"; do
        has_tier "$project" "$tier" || continue
        case $project:$tier in
            *:Unit | *:Golden) run "$project" "$tier" & ;;
            # The vendors' tier of the stacks is here because the stacks' lane is the longest.
            *:Browser | E2E:Vendor) pages+=("$project:$tier") ;;
            E2E:*) stacks+=("$project:$tier") ;;
            *) servers+=("$project:$tier") ;;
        esac
    done
    wait
done

# They wait most of the time, the first for whole stacks: beside each other there is room for all three.
lane "${stacks[@]}" &
lane "${servers[@]}" &
lane "${pages[@]}" &
wait

for crash in "$results"/*.crashed; do
    [[ ! -e $crash ]] || breach "$(basename "$crash" .crashed) did not come to its end (exit code $(<"$crash"))."
done
for tier in "${promised[@]}"; do
    if [[ -z $filter && $(count total "$results/$tier"-*.xml) -eq 0 ]]; then
        breach "The $tier tier is promised, but has run no test."
    elif [[ $(ended Skip reason "$results/$tier"-*.xml | cut -f 2- | grep -vcx 'needs root') -gt 0 ]]; then
        breach "The $tier tier is promised, but has skipped tests."
    fi
done
[[ $breaches -gt 0 || $(count total "$results"/*.xml) -gt 0 ]] || breach 'No test has run.'
finish
