package org.antiphon.ledger;

import java.util.List;
import java.util.Map;

/// A fact for the record.
///
/// @param because entries that are its reasons
/// @param data strings, booleans, integers within ±2^53, lists and maps of them, null; decimals and
///   64-bit numbers as strings; no personal data; with all else at most 8 KiB
/// @param personal names, addresses, free text: kept apart under salted commitments, and erasable
public record Entry(
    EntryKind kind,
    Actor actor,
    Subject subject,
    List<EntryId> because,
    Map<String, Object> data,
    Map<String, String> personal) {
  /// Copies the reasons in.
  public Entry {
    because = List.copyOf(because);
  }

  /// A fact without reasons and without personal data.
  public Entry(EntryKind kind, Actor actor, Subject subject, Map<String, Object> data) {
    this(kind, actor, subject, List.of(), data, Map.of());
  }
}
