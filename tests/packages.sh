#!/usr/bin/env bash
# Packs the library twice, in copies of the tree in two folders, and uses the package as a stranger does: in programs outside of the repository, from
# a folder of packages, with a cache that has none of ours.
#
#     tests/packages.sh EXECUTABLE
#
# EXECUTABLE, a charrnn, reads the models that the programs save.
set -uo pipefail
executable=$(realpath "$1")
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
feed=$scratch/feed
version=0.0.0-test # of no release: a program cannot get another one
passed=0
failed=0
check() {
    local name=$1
    shift
    if "$@" >"$scratch/shown" 2>&1; then
        echo "ok packages $name"
        passed=$((passed + 1))
    else
        echo "FAIL packages $name"
        cat "$scratch/shown"
        failed=$((failed + 1))
    fi
}

# pack FOLDER: the packages of a copy of the tree.
pack() {
    tests/copy.sh "$scratch/$1" && SOURCE_DATE_EPOCH=1700000000 dotnet pack "$scratch/$1/src/CharRnnFast" -c Release -o "$scratch/$1/packages" \
        -p:Version=$version -p:ContinuousIntegrationBuild=true --nologo -v quiet
}
same_packages() { diff -r "$scratch/one/packages" "$scratch/a folder/packages"; }

# The files of a package but for what the format wants, sorted.
files_of() { python3 -m zipfile -l "$1" | awk 'NR > 1 { print $1 }' | grep -v -e '^_rels/' -e '^package/' -e 'Content_Types' | LC_ALL=C sort | tr '\n' ' '; }
has_what_belongs() {
    diff <(files_of "$scratch/one/packages/CharRnnFast.$version.nupkg") <(echo -n "CharRnnFast.nuspec README.md analyzers/dotnet/cs/CharRnnFast.Generators.dll \
build/CharRnnFast.props buildTransitive/CharRnnFast.props icon.png lib/net10.0/CharRnnFast.dll lib/net10.0/CharRnnFast.xml ")
}
has_symbols() { diff <(files_of "$scratch/one/packages/CharRnnFast.$version.snupkg") <(echo -n "CharRnnFast.nuspec lib/net10.0/CharRnnFast.pdb "); }
has_one_dependency() {
    python3 -c "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('CharRnnFast.nuspec').decode())" "$scratch/one/packages/CharRnnFast.$version.nupkg" |
        tee "$scratch/nuspec"
    [[ $(grep -c '<dependency ' "$scratch/nuspec") == 1 ]] && grep -q '<dependency id="System.IO.Hashing"' "$scratch/nuspec" && ! grep -q '<repository' "$scratch/nuspec"
}

check "pack" pack one
check "pack in another folder" pack "a folder"
check "both give the same bytes" same_packages
check "the package has library, generator, props and icon" has_what_belongs
check "the symbols are the library's" has_symbols
check "its one dependency is System.IO.Hashing" has_one_dependency

mkdir -p "$feed" "$scratch/programs"
cp "$scratch/one/packages/"*.nupkg "$feed"
shared=$(dotnet nuget locals global-packages -l | sed 's/^global-packages: //')
export NUGET_PACKAGES=$scratch/cache
cd "$scratch/programs" || exit 1
cat >nuget.config <<XML
<configuration>
  <packageSources><add key="ours" value="$feed" /></packageSources>
  <fallbackPackageFolders><add key="shared" value="$shared" /></fallbackPackageFolders>
</configuration>
XML

# project FOLDER TYPE ITEMS PROPERTIES: a project file as a stranger writes it.
project() {
    mkdir -p "$1"
    cat >"$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>$2</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    $4
  </PropertyGroup>
  <ItemGroup>$3</ItemGroup>
</Project>
XML
}

project Direct Exe "<PackageReference Include=\"CharRnnFast\" Version=\"$version\" />" \
    '<AllowUnsafeBlocks>true</AllowUnsafeBlocks><TreatWarningsAsErrors>true</TreatWarningsAsErrors><RnnKernels>21x48</RnnKernels><PublishAot>true</PublishAot>'
cat >Direct/Program.cs <<'CS'
using CharRnnFast.Kernels;
using CharRnnFast.Sampling;
using CharRnnFast.Steps;
using CharRnnFast.Text;
using CharRnnFast.Training;

[assembly: RnnKernel(hidden: 37, vocab: 48)]

int hidden = int.Parse(args[0]);
using Corpus corpus = Corpus.FromString(string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog.\n", 100)));
int symbols = corpus.Vocabulary.Count;
Kernel kernel = RnnKernelTable.Native().For(hidden, symbols);
using Trainer trainer = new(kernel, new(hidden, symbols, SequenceLength: 25), seed: 1);
TrainingRun run = new(trainer, corpus);
while (run.Iteration < 2000) run.Step();
run.Save(args[1]);
using Sampler sampler = new(trainer, corpus.Vocabulary) { Temperature = 0.1 };
sampler.Seed(1);
Console.WriteLine($"{kernel.Name}: {sampler.Generate("The ", length: 40)}");
CS

# A library of its own with the package inside, as a package; a program that knows only that one.
project Middle Library "<PackageReference Include=\"CharRnnFast\" Version=\"$version\" />" \
    "<AllowUnsafeBlocks>true</AllowUnsafeBlocks><Version>$version</Version>"
{
    echo 'namespace Middle; public static class Learner { public static void Learn(string[] args) {'
    sed -n '/^int hidden/,$p' Direct/Program.cs
    echo '} }'
} >Middle/body
{ sed -n '1,/^\[assembly/p' Direct/Program.cs; cat Middle/body; } >Middle/Learner.cs
rm Middle/body
project Through Exe "<PackageReference Include=\"Middle\" Version=\"$version\" />" '<PublishAot>true</PublishAot>'
echo 'Middle.Learner.Learn(args);' >Through/Program.cs

build() { dotnet build "$1" -c Release -o "$1/jit" --nologo -v quiet -clp:NoSummary; }
publish() { dotnet publish "$1" -c Release -r linux-x64 -o "$1/native" --nologo -v quiet -clp:NoSummary "${@:2}"; }

# warns CODES COMMAND...: builds with these warnings and no others.
warns() {
    local codes=$1 status=0
    shift
    "$@" >"$scratch/built" 2>&1 || status=$?
    cat "$scratch/built"
    (( status == 0 )) && [[ $(sed -nE 's/.*: warning ([A-Z0-9]+).*/\1/p' "$scratch/built" | tr '\n' ' ') == "$codes" ]]
}
packs_middle() { dotnet pack Middle -c Release -o "$feed" --nologo -v quiet; }
# trains NAME COMMAND...: on the attribute's width and on the property's, each rounded up to a multiple of 8, until the text is learnt.
trains() {
    local name=$1
    shift
    "$@" 37 "$name-37.safetensors" | tee said && grep -q '^40x48: ' said && grep -q 'The quick brown fox jumps' said &&
        "$@" 21 "$name-21.safetensors" | tee said && grep -q '^24x48: ' said
}
trains_through() { "$@" 37 through.safetensors | tee said && grep -q '^40x48: ' said && grep -q 'The quick brown fox jumps' said; }
is_read() { "$executable" info "$1" && "$executable" sample "$1" --seed 1 --length 30 --temperature 0.1; }

check "a program builds without a warning" warns "" build Direct
check "it trains on widths of attribute and property, and samples" trains jit dotnet Direct/jit/Direct.dll
check "it becomes a native executable" warns "" publish Direct -p:IlcInstructionSet=x86-64-v3
if grep -qw avx2 /proc/cpuinfo; then
    check "which does the same" trains native Direct/native/Direct
    check "with the same bytes" cmp jit-37.safetensors native-37.safetensors
    check "on both widths" cmp jit-21.safetensors native-21.safetensors
fi
check "charrnn reads and samples the model" is_read jit-37.safetensors
check "a second library is packed" packs_middle
check "a program that has that one builds" warns "" build Through
check "its native build without an instruction set is warned of once" warns "CRF014 " publish Through
check "it runs, portable" trains_through Through/native/Through
check "to the same bytes" cmp jit-37.safetensors through.safetensors

echo "$passed passed, $failed failed"
(( failed == 0 ))
