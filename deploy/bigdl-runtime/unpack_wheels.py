#!/usr/bin/env python3
"""Takes from BigDL's wheels the classes and natives that training needs.

The wheels hold fat jars whose copies of log4j, Guava, Jackson and others would clash with
Spark's, so files are chosen by name. Wheels are downloaded with pip once, into a cache, and
their SHA-256 is checked at every use. Nothing is done when the output is already up to date.
"""

import argparse
import hashlib
import io
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

# Built for these platform tags; named, so that any system can fetch them.
PLATFORMS = ("manylinux1_x86_64", "manylinux2010_x86_64")

# What training, validation and summaries touch, by package; the serialiser registry of
# DLlib's models names classes all over com.intel, so that tree is kept nearly whole.
# UncompressedTensor and BlockManagerWrapper$ are replaced by classes in src/main/java.
KEEP = {
    "bigdl-dllib-spark3": re.compile(
        r"com/intel/analytics/bigdl/"
        r"(?!dllib/example/|dllib/optim/parameters/UncompressedTensor\b).*\.class"
        r"|com/intel/analytics/shaded/protobuf_v_3_5_1/.*\.class"
        r"|netty/Crc32c\.class"
        r"|org/tensorflow/(framework|util)/(?!testlog/).*\.class"
        r"|org/apache/spark/ml/(DLEstimatorBase|DLTransformerBase|VectorCompatibility)\.class"
        r"|org/apache/spark/ml/adapter/[^/]*\.class"
        r"|org/apache/spark/rdd/ZippedPartitions(LocalityPartition|WithLocalityRDD)[^/]*\.class"
        r"|org/apache/spark/sparkExtension/[^/]*\.class"
        r"|spark-bigdl\.conf|bigdl-version-info\.properties"
    ),
    "bigdl-core": re.compile(
        r"com/intel/analytics/bigdl/mkl/MKL\.class|libiomp5\.so|libjmkl\.so"
    ),
}


def fail(message):
    sys.exit(f"bigdl-runtime: {message}")


def sha256(path):
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def pinned(wheels_file):
    """[(name, version, sha256)] of the requirement lines."""
    line = re.compile(r"^([\w.-]+)==([\w.]+)\s+--hash=sha256:([0-9a-f]{64})$", re.MULTILINE)
    pins = line.findall(wheels_file.read_text(encoding="utf-8"))
    if {name for name, _, _ in pins} != set(KEEP):
        fail(f"{wheels_file} must pin exactly {sorted(KEEP)}, with a sha256 each")
    return pins


def cached(cache, name, version):
    found = list(cache.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
    return found[0] if found else None


def download(wheels_file, cache):
    cache.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary=:all:", "--dest", str(cache), "--requirement", str(wheels_file)]
    for platform in PLATFORMS:
        command += ["--platform", platform]
    print("bigdl-runtime: downloading BigDL's wheels (about 115 MB, once)", flush=True)
    try:
        result = subprocess.run(command, check=False)
    except OSError as error:
        fail(f"cannot start {sys.executable}: {error}")
    if result.returncode != 0:
        fail(
            f"pip could not download the wheels in {wheels_file} (its message is above). "
            f"Is pip installed ({sys.executable} -m pip --version) and the package index "
            f"reachable? The two wheel files can also be put into {cache} by hand."
        )


def fetch(wheels_file, cache):
    """[(name, path)] of the wheels, all with the pinned hash."""
    pins = pinned(wheels_file)
    if any(cached(cache, name, version) is None for name, version, _ in pins):
        download(wheels_file, cache)
    wheels = []
    for name, version, wanted in pins:
        path = cached(cache, name, version)
        if path is None:
            fail(f"pip reported success but {cache} holds no wheel of {name} {version}")
        got = sha256(path)
        if got != wanted:
            fail(f"{path} has sha256 {got}, pinned is {wanted}. Delete the file and build again.")
        wheels.append((name, path))
    return wheels


def unpack(name, wheel, output):
    """Writes the kept files of the one jar in the wheel; returns how many."""
    with zipfile.ZipFile(wheel) as outer:
        jars = [entry for entry in outer.namelist() if entry.endswith(".jar")]
        if len(jars) != 1:
            fail(f"{wheel} holds {len(jars)} jars, expected one")
        inner = io.BytesIO(outer.read(jars[0]))
    count = 0
    with zipfile.ZipFile(inner) as jar:
        for entry in jar.namelist():
            if KEEP[name].fullmatch(entry):
                target = output / entry
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(entry))
                count += 1
    if count == 0:
        fail(f"{wheel} holds none of the files wanted from {name}")
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheels", type=Path, required=True, help="requirements file with hashes")
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps the wheels")
    parser.add_argument("--output", type=Path, required=True, help="folder to unpack into")
    parser.add_argument("--stamp", type=Path, required=True, help="marks the output as up to date")
    options = parser.parse_args()

    state = sha256(options.wheels) + sha256(Path(__file__)) + str(options.output.resolve())
    if options.stamp.is_file() and options.stamp.read_text(encoding="utf-8") == state:
        if (options.output / "libjmkl.so").is_file():
            return
    wheels = fetch(options.wheels, options.cache)
    for stale in ("com", "org", "netty"):
        shutil.rmtree(options.output / stale, ignore_errors=True)
    for name, wheel in wheels:
        count = unpack(name, wheel, options.output)
        print(f"bigdl-runtime: {count} files from {wheel.name}")
    options.stamp.parent.mkdir(parents=True, exist_ok=True)
    options.stamp.write_text(state, encoding="utf-8")


if __name__ == "__main__":
    main()
