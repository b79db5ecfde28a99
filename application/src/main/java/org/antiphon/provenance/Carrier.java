package org.antiphon.provenance;

import java.util.List;

/// What a look through a file's frame found, without decoding anything.
///
/// @param stores where manifest stores lie; more than one is a fault
/// @param tags written into the file by whomever, in their order, bounded
/// @param xmp XMP packets, bounded
/// @param fault why the search could not be finished; the file cannot be called unsigned then
record Carrier(
    Container container, List<Store> stores, List<Tag> tags, List<byte[]> xmp, Fault fault) {
  Carrier {
    stores = List.copyOf(stores);
    tags = List.copyOf(tags);
    xmp = List.copyOf(xmp);
  }

  /// Bytes of a file, from `from` (inclusive) on.
  record Range(long from, long length) {
    long to() {
      return from + length;
    }

    boolean holds(Range other) {
      return other.from >= from && other.to() <= to();
    }
  }

  /// A manifest store in its carrier.
  ///
  /// @param element the carrier with its header and padding: a RIFF chunk, an ID3 frame, a box
  /// @param jumbf the store itself
  record Store(Range element, Range jumbf) {}

  /// A tag.
  ///
  /// @param field such as `TXXX:AIGC`, `COMM`, `comment`, `ICMT`
  record Tag(String field, String value) {}

  /// How the search ended.
  enum Fault {
    NONE,
    /// A length points beyond the end, or a frame is packed so that it cannot be read.
    DAMAGED,
    /// More elements or bytes than are looked through.
    LIMIT
  }
}
