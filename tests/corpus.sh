#!/usr/bin/env bash
# The corpus that a build embeds is the same in every kind of tree: a clone, a source archive, a tree whose git refuses or is missing. Only the
# step that makes it is run, which takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0
project=src/CharRnnFast.Cli
dotnet=$(command -v dotnet)

# check NAME COMMAND...: one check by its exit code.
check() {
    local name=$1
    shift
    if "$@" >"$scratch/messages" 2>&1; then
        echo "ok corpus $name"
        passed=$((passed + 1))
    else
        cat "$scratch/messages"
        echo "FAIL corpus $name"
        failed=$((failed + 1))
    fi
}

# clone FOLDER: a repository with these files.
clone() { tests/copy.sh "$1" && git -C "$1" init -q && git -C "$1" add -A && git -C "$1" -c user.name=a -c user.email=a@b commit -qm a; }

# embed FOLDER [ENVIRONMENT...]: makes the corpus of a tree.
embed() {
    local tree=$1
    shift
    (cd "$tree" && env "$@" "$dotnet" msbuild "$project" -t:EmbedCorpus -p:Configuration=Release -v:quiet --nologo)
}

corpus() { cat "$1/$project"/obj/Release/*/corpus; }
same() { embed "$@" && cmp <(corpus "$1") "$scratch/expected"; }

clone "$scratch/clone"
embed "$scratch/clone"
corpus "$scratch/clone" >"$scratch/expected"
listed() {
    git -C "$scratch/clone" ls-files 'src/*.cs' 'generators/*.cs' | LC_ALL=C sort | (cd "$scratch/clone" && xargs cat) | tr -d '\r' >"$scratch/listed"
    python3 -c "import sys, zlib; sys.stdout.buffer.write(zlib.decompress(open(sys.argv[1], 'rb').read(), -15))" "$scratch/expected" | cmp - "$scratch/listed"
}
check "of a clone: the files that git tracks" listed

touch "$scratch/clone/src/Untracked.cs" && echo "class Untracked;" >"$scratch/clone/src/Untracked.cs"
check "without a file that git does not track" same "$scratch/clone"
rm "$scratch/clone/src/Untracked.cs"

tests/copy.sh "$scratch/archive"
check "of a source archive" same "$scratch/archive"
for folder in src/CharRnnFast.Cli/bin/Release src/CharRnnFast/obj/Release/net10.0 src/CharRnnFast.Cli/out generators/obj out tests/bin; do
    mkdir -p "$scratch/archive/$folder" && echo "class Built;" >"$scratch/archive/$folder/Built.cs"
done
check "of an archive with the files of builds" same "$scratch/archive"

tests/copy.sh "$scratch/with spaces, é & 'quotes'"
check "of a folder with spaces" same "$scratch/with spaces, é & 'quotes'"

tests/copy.sh "$scratch/windows" && find "$scratch/windows/src" -name '*.cs' -exec sed -i 's/$/\r/' {} +
check "of an archive with the line ends of Windows" same "$scratch/windows"

mkdir "$scratch/outer" && git -C "$scratch/outer" init -q && tests/copy.sh "$scratch/outer/inner"
check "of an archive inside another repository" same "$scratch/outer/inner"
git -C "$scratch/outer" add inner/src/CharRnnFast.Cli/Program.cs
check "of an archive of which another repository tracks one file" same "$scratch/outer/inner"

check "where git suspects another owner" same "$scratch/clone" GIT_TEST_ASSUME_DIFFERENT_OWNER=1
check "without git" same "$scratch/clone" PATH=/none
mkdir "$scratch/broken" && tests/copy.sh "$scratch/broken" && mkdir "$scratch/broken/.git"
check "where .git is empty" same "$scratch/broken"
git -C "$scratch/outer" init -q --bare "$scratch/bare"
check "where git looks elsewhere" same "$scratch/clone" GIT_DIR="$scratch/bare"

git clone -q --depth 1 "file://$scratch/clone" "$scratch/shallow"
check "of a shallow clone" same "$scratch/shallow"
git -C "$scratch/clone" worktree add -q "$scratch/worktree"
check "of a worktree" same "$scratch/worktree"

tests/copy.sh "$scratch/empty" && find "$scratch/empty/src" "$scratch/empty/generators" -name '*.cs' -delete
refused() { ! embed "$scratch/empty" && grep -q "error.*corpus to be embedded is empty" "$scratch/messages"; }
check "that is empty fails the build" refused

echo "$passed passed, $failed failed"
(( failed == 0 ))
