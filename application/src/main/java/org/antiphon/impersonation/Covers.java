package org.antiphon.impersonation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;

/// Which cover of the catalogue a picture is. Immutable; thread-safe. A search looks at every
/// cover: some 10 million comparisons of 256 bits for 20,000 covers.
public final class Covers {
  /// Nothing to compare with.
  public static final Covers NONE = new Covers(List.of());

  /// Share of bits up to which two pictures are the same one; chosen and measured in
  /// docs/measurements/artwork.md.
  public static final double THRESHOLD = 0.2;

  private final List<Cover> covers;

  /// One cover of the catalogue.
  ///
  /// @param sha256 of the picture's file
  public record Cover(RecordingId recording, String artist, String sha256, CoverPrint print) {}

  /// A cover that a picture is.
  ///
  /// @param distance share of bits that differ, up to [#THRESHOLD]
  public record Alike(Cover cover, double distance) {}

  /// Holds these.
  public Covers(List<Cover> covers) {
    this.covers = List.copyOf(covers);
  }

  /// Whether there is nothing to compare with.
  public boolean isEmpty() {
    return covers.isEmpty();
  }

  /// The nearest cover, if it is near enough.
  public Optional<Alike> find(CoverPrint picture) {
    return covers.stream()
        .map(cover -> new Alike(cover, cover.print().distance(picture)))
        .filter(alike -> alike.distance() <= THRESHOLD)
        .min(
            Comparator.comparingDouble(Alike::distance)
                .thenComparing(alike -> alike.cover().recording().value()));
  }
}
