#!/usr/bin/python3
"""Says what the networks of network.py are worth: what each finds of decoders it never met, and whom it accuses.

    python3 training/judge.py --work DIR [--music DIR] --judge MANIFEST ... [--changed N] [--made N]

DIR is the folder that network.py left its checkpoints in.  A network's limit is set on human music of LIMIT, packages it was
not trained on.  Judged are the sounds of the manifests (columns path, kind, generator, as `./antiphon eval detect` reads
them), 20 s of the middle of each, every --changed-th under other conditions too, and every --made-th human track of 30 s or
more resynthesised by each family.  Spectra are kept by file, so that the command may be stopped and repeated.
"""
import argparse, csv, hashlib, json, pathlib
import network
import numpy as np
import torch
from network import FAMILIES, LEFT_OUT, RATE, SEED, SOURCE
from scipy.stats import beta

PIECE, WHOLE = 8.5, 20.0  # seconds of a resynthesis to judge, and of what else is judged
PATCHES = 24  # of a sound, at most; its score is their mean without the fifth at each end
CONDITIONS = {"none": (None, None), "mp3-64k": (None, ("libmp3lame", "64k", "mp3")), "opus-64k": (None, ("libopus", "64k", "ogg")),
              "pitch+1": ("asetrate=44100*1.059463,aresample=44100,atempo=0.943874", None), "tempo+5": ("atempo=1.05", None)}
# Debian 12 packages, as in TRAIN.
LIMIT = ("hedgewars-data", "starfighter-data", "xmoto-data", "extremetuxracer-data", "lincity-ng-data",
         "frozen-bubble-data", "caveexpress-data", "raincat-data", "freedroidrpg-data", "flare-game", "warmux-data")


def seen(path, condition, whole, args, family=None):
    """Patches of a sound as it is judged, kept: so many seconds of its middle, under a condition, resynthesised or not."""
    name = hashlib.sha256(f"{path} {condition} {whole} {family}".encode()).hexdigest()[:24]
    kept = args.work / "seen" / (name + ".npy")
    if not kept.exists():
        length = network.duration(path)
        sound = network.read(path, SOURCE if family or condition != "none" else RATE, max(0.0, (length - whole) / 2), whole)
        if family: sound = network.resynthesis(sound, family, np.random.default_rng((SEED, *str(path).encode()[-16:])))[1]
        if family or condition != "none": sound = network.changed(sound, *CONDITIONS[condition])
        np.save(kept, network.patches(sound, PATCHES))
    return np.load(kept)


def score(model, shown):
    """The file's score: the mean of its patches' logits without the fifth at each end; none without a patch."""
    if not len(shown): return np.nan
    with torch.no_grad(): said = np.sort(model(torch.from_numpy(shown[:, None].astype(np.float32) / 10)).numpy())
    cut = len(said) // 5
    return float(said[cut:len(said) - cut].mean())


def auc(machine, human):
    machine, human = np.asarray(machine), np.asarray(human)
    return ((machine[:, None] > human).mean() + 0.5 * (machine[:, None] == human).mean()) if len(machine) and len(human) else np.nan


def bound(found, of):
    return float(beta.ppf(0.95, found + 1, of - found)) if found < of else 1.0


def manifest(path):
    with open(path, newline="") as file:
        for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            own = r["generator"] if r["generator"] != "-" else pathlib.Path(r["path"]).parent.name
            yield str((pathlib.Path(path).parent / r["path"]).absolute()), r["kind"], own


def limit(model, args):
    """A quarter of its distance from the middle above the highest score of the music set apart, under any condition."""
    scores = []
    for i, (path, package, _) in enumerate(network.tracks(LIMIT, args)):
        for condition in CONDITIONS if i % args.changed == 0 else ("none",):
            scores.append((score(model, seen(path, condition, WHOLE, args)), package, condition))
    scores = [s for s in scores if not np.isnan(s[0])]
    (highest, *where), middle = max(scores), np.median([s[0] for s in scores])
    return highest + 0.25 * (highest - middle), {"sounds": len(scores), "median": round(float(middle), 2),
                                                 "highest": [round(highest, 2), *where]}


def table(*names): print("\n| " + " | ".join(names) + " |\n|" + " --- |" * len(names))


def row(*values): print("| " + " | ".join(map(str, values)) + " |", flush=True)


def judge(models, args):
    rows, scores, limits = [r for m in args.judge for r in manifest(m)], {}, {}
    human, machine = ([r for r in rows if (r[1] == "human") == wanted] for wanted in (True, False))
    tracks = [(path, own) for path, _, own in human if network.duration(path) >= 30]
    excerpts = [path for path, _, own in human if (path, own) not in tracks]
    whole = [path for path, _ in tracks]
    generators = {}
    for path, _, own in machine: generators.setdefault(own, []).append(path)
    for without, model in models.items():
        limits[without], told = limit(model, args)
        print(json.dumps({"without": without, "limit": round(limits[without], 2), **told}), flush=True)

    def scored(without, paths, condition="none", seconds=WHOLE, family=None):
        found = []
        for path in paths:
            key = (without, path, condition, family)
            if key not in scores: scores[key] = score(models[without], seen(path, condition, seconds, args, family))
            found.append(scores[key])
        return [v for v in found if not np.isnan(v)]

    def above(without, values, least=None):
        return f"{sum(v > (limits[without] if least is None else least) for v in values)} of {len(values)}"

    named = {without: "without " + ", ".join(without) if without else "all families" for without in models}
    table("network", "limit", "tracks accused", "bound", "highest track", "excerpts accused", "highest excerpt")
    for w in models:
        of, few = scored(w, whole), scored(w, excerpts)
        accused = sum(v > limits[w] for v in of)
        row(named[w], f"{limits[w]:.2f}", above(w, of), f"{100 * bound(accused, len(of)):.2f} %", f"{max(of):.2f}", above(w, few),
            f"{max(few):.2f}")
    table("family", "found by the network of all families", "AUC", "by the one without it", "AUC")
    for family in FAMILIES:
        cells = []
        for w in [w for w in models if w == () or family in w]:
            found = scored(w, whole[::args.made], "none", PIECE, family)
            cells += [above(w, found), f"{auc(found, scored(w, whole)):.3f}"]
        row(family, *cells)
    table("generator", *named.values(), "AUC", "above every human sound")
    for own, paths in generators.items():
        found, people = scored((), paths), scored((), whole + excerpts)
        row(own, *(above(w, scored(w, paths)) for w in models), f"{auc(found, scored((), excerpts)):.3f}", above((), found, max(people)))
    table("sounds", *CONDITIONS)
    for own, paths in [*((own, paths[:2]) for own, paths in generators.items()), ("human excerpts", excerpts[::2]),
                       ("human tracks", whole[::args.changed])]:
        row(own, *(above((), scored((), paths, c)) for c in CONDITIONS))
    table("package", "tracks", "accused", "median", "highest")
    for package in sorted({own for _, own in tracks}):
        of = scored((), [path for path, own in tracks if own == package])
        row(package, len(of), sum(v > limits[()] for v in of), *((f"{np.median(of):.2f}", f"{max(of):.2f}") if of else ("", "")))


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--work", type=pathlib.Path, required=True, help="folder of network.py")
    options.add_argument("--music", type=pathlib.Path, help="folder with a folder for each package of LIMIT")
    options.add_argument("--judge", nargs="+", required=True, help="manifests of sounds to judge")
    options.add_argument("--changed", type=int, default=4, help="every how many sounds are judged under all conditions")
    options.add_argument("--made", type=int, default=16, help="every how many human tracks are resynthesised")
    args = options.parse_args()
    torch.set_num_threads(1)
    (args.work / "seen").mkdir(exist_ok=True)
    models = {}
    for without in LEFT_OUT:
        if not network.checkpoint(without, args).exists(): continue
        models[without] = network.Network().eval()
        models[without].load_state_dict(torch.load(network.checkpoint(without, args))["model"])
    judge(models, args)


if __name__ == "__main__":
    main()
