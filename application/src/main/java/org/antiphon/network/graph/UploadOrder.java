package org.antiphon.network.graph;

import java.util.Comparator;
import java.util.UUID;

/// The order in which uploads became known: their ids are UUIDv7, and PostgreSQL compares bytes.
final class UploadOrder {
  /// Not [UUID#compareTo], which takes the halves for signed numbers.
  static final Comparator<UUID> OLDEST_FIRST =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private UploadOrder() {}
}
