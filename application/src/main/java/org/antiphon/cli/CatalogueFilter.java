package org.antiphon.cli;

import java.util.Optional;
import org.antiphon.catalogue.Filter;
import org.antiphon.catalogue.Isrc;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that choose recordings.
final class CatalogueFilter {
  @Option(names = "--artist", paramLabel = "TEXT", description = "Artist contains this.")
  private @Nullable String artist;

  @Option(names = "--isrc", paramLabel = "CODE", description = "Exactly this ISRC.")
  private @Nullable String isrc;

  @Option(names = "--without-mandate", description = "Only what nobody may act on.")
  private boolean withoutMandate;

  @Option(names = "--without-fingerprint", description = "Only what cannot be recognised.")
  private boolean withoutFingerprint;

  @Option(names = "--excluded", description = "Only what has excluded stretches.")
  private boolean excluded;

  Filter filter() {
    return new Filter(
        Optional.ofNullable(artist),
        Optional.ofNullable(isrc).map(Isrc::parse),
        withoutMandate,
        withoutFingerprint,
        excluded);
  }
}
