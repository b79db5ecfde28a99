#!/usr/bin/python3
"""Fetches the human music that detection was measured on, and writes manifests for `./antiphon eval detect`.

    python3 training/human.py --list docs/measurements/fresh-human.tsv --work DIR

The list names Debian 12 packages, files in them and each file's SHA-256; packages come by apt-get download and are unpacked
by dpkg-deb, archives in them by unzip; nothing is installed.  Tracker modules are rendered by FFmpeg (libopenmpt), ten minutes
at most.  Out: DIR/music.tsv (whole tracks of 30 s and more), DIR/short.tsv (shorter sounds), and DIR/excerpts.tsv (45 s from
the middle of each package's first track, as FLAC).  A file whose bytes are others is left out, and named.
"""
import argparse, csv, hashlib, pathlib, subprocess

MODULES = (".mod", ".xm", ".s3m", ".it")


def unpacked(package, work):
    folder = work / package
    if folder.is_dir(): return folder
    subprocess.run(["apt-get", "download", "-qq", package], check=True, cwd=work)
    deb, = work.glob(package + "_*.deb")
    part = work / (package + ".part")
    subprocess.run(["dpkg-deb", "-x", deb, part], check=True)
    deb.unlink()
    for archive in [*part.rglob("*.pk3"), *part.rglob("public.zip")]:
        subprocess.run(["unzip", "-qo", archive, "-d", part / "x"], check=True)
    return part.rename(folder)


def ffmpeg(*args):
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, args)], check=True)


def playable(path, package, work):
    if path.suffix.lower() not in MODULES: return path
    made = work / "rendered" / f"{package}-{path.name}.flac"
    made.parent.mkdir(exist_ok=True)
    if not made.exists(): ffmpeg("-i", path, "-t", 600, "-ar", 44100, "-sample_fmt", "s16", made)
    return made


def excerpt(path, package, seconds, work):
    made = work / "excerpts" / f"{package}.flac"
    made.parent.mkdir(exist_ok=True)
    if not made.exists(): ffmpeg("-ss", max(0, seconds / 2 - 22.5), "-i", path, "-t", 45, "-sample_fmt", "s16", made)
    return made


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--list", type=pathlib.Path, required=True)
    options.add_argument("--work", type=pathlib.Path, required=True)
    args = options.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    lines = {"music": [], "short": [], "excerpts": []}
    with open(args.list, newline="") as file: rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        path = unpacked(row["package"], args.work) / row["file"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            print("left out, not there or not the same:", row["package"], row["file"])
            continue
        sound, seconds = playable(path, row["package"], args.work), float(row["seconds"])
        lines["music" if seconds >= 30 else "short"].append((sound, row["package"]))
        if seconds >= 30 and row["package"] not in {g for _, g in lines["excerpts"]}:
            lines["excerpts"].append((excerpt(sound, row["package"], min(seconds, 600), args.work), row["package"]))
    for name, found in lines.items():
        (args.work / (name + ".tsv")).write_text("path\tkind\tgenerator\n" + "".join(f"{p.absolute()}\thuman\t{g}\n" for p, g in found))
        print(f"{name}.tsv: {len(found)} files of {len({g for _, g in found})} packages")


if __name__ == "__main__":
    main()
