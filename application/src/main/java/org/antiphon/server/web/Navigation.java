package org.antiphon.server.web;

import java.util.List;

/// The places that stand in the head of every page, in the order of the day's work.
public final class Navigation {
  /// One place.
  public record Place(String path, String name) {}

  /// All of them.
  public static final List<Place> PLACES =
      List.of(
          new Place("/", "Overview"),
          new Place("/queue", "Review queue"),
          new Place("/contest", "Contests"),
          new Place("/batches", "Batches"),
          new Place("/uploads", "Uploads"),
          new Place("/catalogue", "Catalogue"),
          new Place("/platforms", "Platforms"),
          new Place("/partners", "Partners"),
          new Place("/ledger", "Ledger"),
          new Place("/settings", "Settings"));

  private Navigation() {}
}
