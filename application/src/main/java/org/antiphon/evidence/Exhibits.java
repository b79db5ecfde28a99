package org.antiphon.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.enforcement.cases.Case;

/// What an accused creator hears and sees of a case: the stretches of both sounds, 30 s each at
/// most, and the pictures. Made when first asked for, by the same code as a bundle's, and kept
/// beside the other caches.
public final class Exhibits {
  private final Evidence.Rooms rooms;
  private final Sounds sounds;
  private final Path cache;
  private final ReentrantLock one = new ReentrantLock(); // whoever hammers us waits in turn

  /// Makes them from these.
  ///
  /// @param cache folder that may be emptied at any time
  public Exhibits(Evidence.Rooms rooms, Sounds sounds, Path cache) {
    this.rooms = rooms;
    this.sounds = sounds;
    this.cache = cache;
  }

  /// Names of what there is about a case: `upload-01.mp3`, `recording-01-01.mp3`, `*.png`, `*.svg`.
  public List<String> names(Case about) throws IOException {
    try (var files = Files.list(made(about))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// One of them; empty where there is none of that name.
  public Optional<Path> file(Case about, String name) throws IOException {
    return names(about).contains(name) ? Optional.of(made(about).resolve(name)) : Optional.empty();
  }

  private Path made(Case about) throws IOException {
    var place = cache.resolve(about.id().toString());
    if (Files.isDirectory(place)) return place;
    one.lock();
    try {
      return Files.isDirectory(place) ? place : make(about, place);
    } finally {
      one.unlock();
    }
  }

  private Path make(Case about, Path place) throws IOException {
    Files.createDirectories(cache);
    var scratch = Files.createTempDirectory(cache, "making");
    var shown = Files.createDirectory(scratch.resolve("shown"));
    try {
      var assessment = rooms.facts().sources().assessment(about.origin().assessment());
      var parts = new ArrayList<Part>();
      var clips = EncodeRequest.to(Encoding.MP3, 128_000);
      if (assessment.isPresent())
        new SoundParts(rooms, sounds, about, parts).clippedAs(clips).add(assessment.get(), scratch);
      for (var part : parts) {
        var name = shownAs(part.name());
        if (name.isEmpty()) continue;
        try (var in = part.open()) {
          Files.copy(in, shown.resolve(name.get()));
        }
      }
      Files.move(shown, place, StandardCopyOption.ATOMIC_MOVE);
      return place;
    } finally {
      Folders.remove(scratch);
    }
  }

  private static Optional<String> shownAs(String part) {
    if (part.startsWith("data/upload/excerpt-"))
      return Optional.of("upload-" + part.substring("data/upload/excerpt-".length()));
    if (part.matches("data/reference/[0-9]+/excerpt-.*"))
      return Optional.of(
          "recording-" + part.substring("data/reference/".length()).replace("/excerpt-", "-"));
    if (part.startsWith("data/examination/pictures/"))
      return Optional.of(part.substring("data/examination/pictures/".length()));
    return Optional.empty();
  }
}
